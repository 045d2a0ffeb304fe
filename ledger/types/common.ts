import type { Instant } from '../../domain/time/types.ts';

/** The one source of the present (design 13). Instants are written as `instantOf` writes them: +08:00, milliseconds if any. */
export interface TimePort {
  now(): Instant;
}

export interface Page<T> {
  items: T[];
  /** Opaque; given back as `cursor`. */
  next?: string;
}
