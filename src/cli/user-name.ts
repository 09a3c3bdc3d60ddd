import { userInfo } from 'node:os';

/** Containers may run as a user that the system has no name for. */
export function userName(): string {
  try {
    return userInfo().username;
  } catch {
    return 'facilis';
  }
}
