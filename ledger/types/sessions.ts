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
   * password, and every other session ended. `half`: the password was right and a code is awaited; `wrong-code`; `recovery`: in with a
   * recovery code; `expired`: a one-time password that had ended; `factor`: a second factor was set or renewed; `factor-gone`; `codes`:
   * recovery codes were made anew. `reset`, `locked`, `unlocked`: what two others did, approved by `by`; every session ended. `left`: they left, and the account was shut.
   */
  outcome:
    | 'in'
    | 'wrong'
    | 'held'
    | 'ended'
    | 'differs'
    | 'password'
    | 'half'
    | 'wrong-code'
    | 'recovery'
    | 'expired'
    | 'factor'
    | 'factor-gone'
    | 'codes'
    | 'reset'
    | 'locked'
    | 'unlocked'
    | 'left';
  by: string | null;
}

/** What has to be done before anything else. */
export interface ToDoFirst {
  /** Their password is one that somebody else knows, and the session serves to set another. */
  once: boolean;
  /** Their post needs a second factor and they have none: the session serves to set one. */
  factorDue: boolean;
}

/** What comes along with a try to sign in. */
export interface CameWith {
  /** Of whom the browser holds a proof that they have signed in from it before. */
  known?: string | undefined;
  /** The place that was kept for this try. */
  place?: string | undefined;
  /** Whoever has gone away gives their place back. */
  left?: AbortSignal | undefined;
}

/** What a sign-in comes to. Token: 256 bits, base64url. */
export interface SignedIn extends ToDoFirst {
  token: string;
  /** What their browser holds from now on: proofs of who has signed in from it. null: nobody is in yet, it holds what it held. */
  known: string | null;
  person: Person;
  expiresAt: Instant;
  /** Sessions of the same person that were open already. */
  others: number;
  /** The token opens nothing but the second step, for five minutes. */
  half: boolean;
}

/** What somebody is shown of their own second factor. */
export interface FactorView {
  /** Their post needs one. */
  needed: boolean;
  set: { since: Instant; codesLeft: number } | null;
}

/** The second factor of whoever is signed in. Codes wait their turn like passwords, in a queue of their own. */
export interface OwnFactor {
  factorOf(person: Person): Promise<FactorView>;
  /**
   * A new secret, as text (Base32) and as an address for an authenticator; `draft` is the same under our seal, for the same session and
   * ten minutes. Nothing is set by it.
   * @param session id of the session that asks
   * @param proof needed where there is a factor already
   * @throws Held; Refused (`proof-needed`, `password-wrong`, `code-wrong`, `account-differs`)
   */
  draftFactor(
    person: Person,
    session: string,
    proof: { password: string; code: string } | null,
  ): Promise<{ secret: string; uri: string; draft: string }>;
  /**
   * Sets what was drafted, and ends their other sessions.
   * @returns ten recovery codes, which nobody is shown again
   * @throws Held; Refused (`factor-draft-over`, `code-wrong`, `account-differs`)
   */
  enrolFactor(person: Person, session: string, given: { draft: string; code: string }): Promise<string[]>;
  /** @throws Held; Refused (`factor-needed` where their post needs one, `factor-none`, `password-wrong`, `code-wrong`, `account-differs`) */
  removeFactor(person: Person, session: string, proof: { password: string; code: string }): Promise<void>;
  /** Ten new recovery codes in place of those of before. @throws Held; Refused (`factor-none`, `code-wrong`, `account-differs`) */
  renewCodes(person: Person, code: string): Promise<string[]>;
}

/** Sign-in of staff; tokens are stored as hashes. */
export interface Sessions extends OwnFactor {
  /**
   * null where name or password is wrong, after equal work. Who has signed in from the browser before waits in no queue that made-up names
   * could fill; everybody else in one, in the order in which they came.
   * @throws Held where too many wait to try, or with the place that is kept; Refused (`account-differs`) where the row of the person is not the one that was sealed,
   * (`password-ended`) where a right one-time password has ended
   */
  signIn(login: string, password: string, came?: CameWith): Promise<SignedIn | null>;
  /**
   * The second step, with the token of a half sign-in and a code of the authenticator or a recovery code; each serves once. null: the code
   * is wrong; `over`: nothing waits for one.
   * @throws Held; Refused (`account-differs`)
   */
  secondStep(token: string, code: string, known?: string): Promise<SignedIn | null | 'over'>;
  /** The person of a live session; null when there is none, it was idle for too long, or no sign-in of ours made it what it is. */
  session(token: string): Promise<(ToDoFirst & { person: Person; id: string; expiresAt: Instant }) | null>;
  /**
   * Sets a person's own password and ends their sessions but this one. Tries wait their turn with those of signing in from a browser that
   * is known.
   * @param session id of the session that asks
   * @param known what the browser holds, of which nothing serves that was made with the password of before
   * @returns what it holds from now on
   * @throws Held where too many wait to try; Refused (`password-weak`, `password-wrong`, `account-differs`)
   */
  changePassword(
    person: Person,
    session: string,
    change: { current: string; next: string },
    known?: string,
  ): Promise<string>;
  signOut(token: string): Promise<void>;
  /** Sessions that are open: a person's own, or all of the organs that an administrator or auditor is one of. */
  sessionsOf(person: Person, whose: 'own' | 'organ'): Promise<SessionView[]>;
  /** Ends a session: one's own, or, as an administrator, one of the organ. @returns false where there is no such session. */
  endSession(person: Person, id: string): Promise<boolean>;
  /** The log, newest first: a person's own lines, or the organ's and those of names that are nobody's. */
  signIns(person: Person, whose: 'own' | 'organ', before?: number): Promise<SignInView[]>;
}
