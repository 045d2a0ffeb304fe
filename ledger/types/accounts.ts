import type { AccountChange } from '../../domain/authority/types.ts';
import type { Bilingual } from '../../domain/law/types.ts';
import type { ActedAs, Person, Role } from '../../domain/people/types.ts';
import type { Instant } from '../../domain/time/types.ts';

interface Who {
  id: string;
  role: ActedAs['role'];
  name: Bilingual;
}

/** What was asked about an account, by whom and why, and what a second person made of it. */
export interface AccountRequestView {
  number: number;
  person: { id: string; name: Bilingual };
  what: AccountChange;
  reason: string;
  by: Who;
  at: Instant;
  /** null while it waits. */
  decided: { approved: boolean; by: Who; at: Instant; reason: string | null } | null;
  /** Whether whoever asks may approve or decline it. */
  mayDecide: boolean;
}

export interface AccountsView {
  people: {
    id: string;
    login: string;
    name: Bilingual;
    roles: readonly Role[];
    locked: boolean;
    /** Has a second factor. */
    factor: boolean;
    /** Whether whoever asks may ask for something about it. */
    may: boolean;
  }[];
  /** Whether there are more than these, who are found by a part of their login or name. */
  more: boolean;
  /** Newest first. */
  requests: AccountRequestView[];
}

/** What two people do about the account of a third: nobody alone, and nobody to themselves. */
export interface Accounts {
  /** @throws Refused for who is neither administrator, security administrator nor auditor */
  accounts(person: Person, q?: string): Promise<AccountsView>;
  /** What was done about one's own account, newest first. */
  ownAccount(person: Person): Promise<AccountRequestView[]>;
  /**
   * @throws Refused `not-your-role`, `person-unknown`, `account-own`, `account-is-so`, `request-open`
   */
  askAccount(
    person: Person,
    asked: { person: string; what: AccountChange; reason: string },
  ): Promise<AccountRequestView>;
  /**
   * Does what was asked: sessions of the person end, a one-time password serves for 72 hours, the factor is gone. The password is in this
   * answer and nowhere else.
   * @throws Refused `not-your-role`, `two-people`, `account-own`, `account-is-so`, `request-unknown`, `request-decided`
   */
  approveAccount(person: Person, request: number): Promise<{ request: AccountRequestView; password: string | null }>;
  /** @throws Refused as `approveAccount` */
  declineAccount(person: Person, request: number, reason: string): Promise<AccountRequestView>;
}
