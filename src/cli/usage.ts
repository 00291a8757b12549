export const programName = 'softmax-stability';

export const usage = `Finds numerically unstable softmax code in Python, JavaScript and TypeScript.

Usage: ${programName} check [PATH…] [options]

  PATH                    a file, or a folder that is searched for Python files (.py, .pyw),
                          notebooks (.ipynb), JavaScript (.js, .mjs, .cjs, .jsx) and
                          TypeScript (.ts, .mts, .cts, .tsx); the working directory when
                          there is none

What is reported:
  --rule ID=LEVEL         off, hint, warning or error; once for each rule
  --assume-format FORMAT  float16, bfloat16, float32 or float64, for code that does not
                          say itself in which format it computes
  --baseline FILE         only findings that are not in FILE
  --update-baseline       write what is found to the --baseline FILE
  --changed-since REV     only files changed since a git revision, untracked ones included
  --report-unused-ignores also comments "softmax-stability: ignore" that silence nothing

How:
  --format FORMAT         text (default), json, sarif or github
  --fail-on LEVEL         exit with 1 if a finding is this severe or worse:
                          hint, warning (default), error, or never
  --stdin-filename NAME   check the text of the standard input as a file of this name

Rewriting:
  --fix                   make the safe rewrites; with --stdin-filename the text is printed
  --unsafe-fixes          with --fix or --diff: also those that may change a value
  --diff                  print what --fix would change, and write nothing

  --explain RULE          print the page of a rule
  -h, --help              print this
  -v, --version           print the version

A path that is named is always read, unless the configuration excludes it. Folders are
searched as .gitignore says; virtual environments, node_modules, __pycache__ and
.ipynb_checkpoints are left out. Configuration: [tool.${programName}] in pyproject.toml,
or ${programName}.json, in the nearest folder above a file; options win.

Exit code: 2 if something could not be read or the usage is wrong, else 1 if there is a
finding of the --fail-on severity or worse, else 0.
`;
