export const programName = 'softmax-stability';

export const usage = `Finds numerically unstable softmax code in Python files and notebooks.

Usage: ${programName} check [PATH…] [options]

  PATH               a file, or a folder that is searched for .py, .pyw and .ipynb;
                     the working directory when there is none

Options:
  --format FORMAT    text (default) or json
  --fail-on LEVEL    exit with 1 if a finding is this severe or worse:
                     hint, warning (default), error, or never
  -h, --help         print this
  -v, --version      print the version

A path that is named is always read. Folders are searched as .gitignore says; virtual
environments, node_modules, __pycache__ and .ipynb_checkpoints are left out.

Exit code: 2 if something could not be read, else 1 if there is a finding of the --fail-on
severity or worse, else 0.
`;
