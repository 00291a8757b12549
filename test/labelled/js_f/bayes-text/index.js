const NaiveBayes = require('./model');

const nb = new NaiveBayes({ alpha: 0.5 });
nb.learn('cheap pills buy now limited offer', 'spam');
nb.learn('meeting moved to thursday see agenda', 'ham');
nb.learn('win money win prize click', 'spam');
nb.learn('the quarterly report is attached', 'ham');

const input = process.argv.slice(2).join(' ') || 'click to win the report';
console.log(nb.categorize(input), nb.probabilities(input), nb.confidence(input));
