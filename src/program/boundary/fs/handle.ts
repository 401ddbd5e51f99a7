/** A file that is open: what `open` of `node:fs/promises` gives. */
import { withBuffer } from './buffers.js';
import type { Method, MethodName } from './methods.js';

/** The asynchronous methods of the file system. */
export type Calls = Readonly<Record<MethodName, Method>>;

/** A file that is open. Its methods are calls of the file system with its descriptor. */
export class FileHandle {
  readonly fd: number;
  readonly #calls: Calls;

  constructor(calls: Calls, fd: number) {
    this.#calls = calls;
    this.fd = fd;
  }

  appendFile = (...args: unknown[]) => this.#calls.appendFile(this.fd, ...args);
  chmod = (...args: unknown[]) => this.#calls.fchmod(this.fd, ...args);
  chown = (...args: unknown[]) => this.#calls.fchown(this.fd, ...args);
  datasync = () => this.#calls.fdatasync(this.fd);
  readFile = (...args: unknown[]) => this.#calls.readFile(this.fd, ...args);
  stat = (...args: unknown[]) => this.#calls.fstat(this.fd, ...args);
  sync = () => this.#calls.fsync(this.fd);
  truncate = (...args: unknown[]) => this.#calls.ftruncate(this.fd, ...args);
  utimes = (...args: unknown[]) => this.#calls.futimes(this.fd, ...args);
  writeFile = (...args: unknown[]) => this.#calls.writeFile(this.fd, ...args);
  close = () => this.#calls.close(this.fd);

  read = async (...args: unknown[]) => {
    const [buffer, ...rest] = withBuffer(args);
    return { bytesRead: await this.#calls.read(this.fd, buffer, ...rest), buffer };
  };

  write = async (buffer: unknown, ...rest: unknown[]) => ({
    bytesWritten: await this.#calls.write(this.fd, buffer, ...rest),
    buffer,
  });

  readv = async (buffers: unknown, ...rest: unknown[]) => ({
    bytesRead: await this.#calls.readv(this.fd, buffers, ...rest),
    buffers,
  });

  writev = async (buffers: unknown, ...rest: unknown[]) => ({
    bytesWritten: await this.#calls.writev(this.fd, buffers, ...rest),
    buffers,
  });

  [Symbol.asyncDispose] = () => this.close();
}
