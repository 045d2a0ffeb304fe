import type { Person } from '../../domain/people/types.ts';
import type { Instant } from '../../domain/time/types.ts';

/** A session that is open, as its owner and the administrator are shown it. */
export interface SessionView {
  id: string;
  staff: string;
  since: Instant;
  /** To a minute or so. */
  lastSeen: Instant;
  /** When it ends however much it is used. */
  until: Instant;
}

/** One line of the log of sign-ins. */
export interface SignInView {
  number: number;
  at: Instant;
  /** null: a name that is nobody's, known again by `tag`. */
  staff: string | null;
  tag: string | null;
  /**
   * `held`: not let try, because too many were waiting; `ended`: the session was ended by `by`; `password`: its owner set another
   * password, and every other session ended.
   */
  outcome: 'in' | 'wrong' | 'held' | 'ended' | 'differs' | 'password';
  by: string | null;
}

/** Sign-in of staff; tokens are stored as hashes. */
export interface Sessions {
  /**
   * null where name or password is wrong, after equal work. Token: 256 bits, base64url. `others`: sessions of the same person that
   * were open already.
   * @throws Held where too many wait to try; Refused (`account-differs`) where the row of the person is not the one that was sealed
   */
  signIn(
    login: string,
    password: string,
  ): Promise<{ token: string; person: Person; expiresAt: Instant; others: number; once: boolean } | null>;
  /**
   * The person of a live session; null when there is none, it was idle for too long, or no sign-in of ours made it what it is. `once`:
   * their password is one that somebody else knows, and the session serves to set another.
   */
  session(token: string): Promise<{ person: Person; id: string; expiresAt: Instant; once: boolean } | null>;
  /**
   * Sets a person's own password and ends their sessions but this one. Tries wait their turn with those of signing in.
   * @param session id of the session that asks
   * @throws Held where too many wait to try; Refused (`password-weak`, `password-wrong`, `account-differs`)
   */
  changePassword(person: Person, session: string, change: { current: string; next: string }): Promise<void>;
  signOut(token: string): Promise<void>;
  /** Sessions that are open: a person's own, or all of the organs that an administrator or auditor is one of. */
  sessionsOf(person: Person, whose: 'own' | 'organ'): Promise<SessionView[]>;
  /** Ends a session: one's own, or, as an administrator, one of the organ. @returns false where there is no such session. */
  endSession(person: Person, id: string): Promise<boolean>;
  /** The log, newest first: a person's own lines, or the organ's and those of names that are nobody's. */
  signIns(person: Person, whose: 'own' | 'organ', before?: number): Promise<SignInView[]>;
}
