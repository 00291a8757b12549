const sentences: Readonly<Record<string, string>> = {
  ENOENT: 'no such file or folder',
  ENOTDIR: 'no such file or folder (a part of the path is a file)',
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  ELOOP: 'a symbolic link that leads back to itself',
  ENAMETOOLONG: 'the name is too long',
  EMFILE: 'too many open files',
  EIO: 'the disk could not be read',
  ERR_FS_FILE_TOO_LARGE: 'the file is too large to be read',
};

/** What a failed call to the file system means, in words a user reads. */
export function systemErrorMessage(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  return (code === undefined ? undefined : sentences[code]) ?? message;
}
