// Modules that are known to be neither a file of a project nor a library that computes in floating point.

/** Python's own, but for those that have a table or compute; of Python 3.13, and those that 2 and 3 had before. */
const standard =
  '__future__ abc argparse array ast asyncio atexit base64 binascii bisect builtins bz2 calendar cgi cmath cmd code ' +
  'codecs collections colorsys compileall concurrent configparser contextlib contextvars copy copyreg csv ctypes curses ' +
  'dataclasses datetime dbm decimal difflib dis distutils doctest email encodings enum errno faulthandler fcntl filecmp ' +
  'fileinput fnmatch fractions ftplib functools gc getopt getpass gettext glob graphlib grp gzip hashlib heapq hmac html ' +
  'http imaplib imp importlib inspect io ipaddress itertools json keyword lib2to3 linecache locale logging lzma mailbox ' +
  'marshal mimetypes mmap multiprocessing netrc numbers operator optparse os pathlib pdb pickle pickletools pkgutil ' +
  'platform plistlib poplib posixpath pprint profile pstats pty pwd py_compile pyclbr pydoc queue quopri random re ' +
  'readline reprlib resource runpy sched secrets select selectors shelve shlex shutil signal site smtplib socket ' +
  'socketserver sqlite3 ssl stat statistics string stringprep struct subprocess symtable sys sysconfig syslog tarfile ' +
  'tempfile termios textwrap threading time timeit tkinter token tokenize tomllib trace traceback tracemalloc turtle ' +
  'types typing unicodedata unittest urllib uuid venv warnings wave weakref webbrowser winreg wsgiref xml xmlrpc ' +
  'zipapp zipfile zipimport zlib zoneinfo';

/** Exact or symbolic, so that nothing overflows in them. */
const exact = 'sympy mpmath gmpy2 flint';

const foreign: ReadonlySet<string> = new Set(`${standard} ${exact}`.split(' '));

/** Whether a module, or something in it, is of one of these. Relative ones never are. */
export function isForeign(path: string): boolean {
  const dot = path.indexOf('.');
  return foreign.has(dot < 0 ? path : path.slice(0, dot));
}
