import type { Accounts } from './types/accounts.ts';
import type { Acts } from './types/acts.ts';
import type { Settling } from './types/authority.ts';
import type { CalendarBooks, Counting } from './types/calendars.ts';
import type { CaseReading } from './types/case.ts';
import type { Crediting, Driving, Effects, GivingUp, Letters, NoticeAddresses, Publishing } from './types/driving.ts';
import type { HouseReading } from './types/house.ts';
import type { IdentityRequests } from './types/identity.ts';
import type { Inspection } from './types/inspection.ts';
import type { Intake, Originals } from './types/intake.ts';
import type { Forgetting, Retention } from './types/keeping.ts';
import type { Lists } from './types/lists.ts';
import type { Digests, News } from './types/news.ts';
import type { PeopleChanges } from './types/people.ts';
import type { Receipts } from './types/receipts.ts';
import type { Register } from './types/register.ts';

export type * from './types/accounts.ts';
export type * from './types/acts.ts';
export type * from './types/authority.ts';
export type * from './types/calendars.ts';
export type * from './types/case.ts';
export type * from './types/clocks.ts';
export type * from './types/common.ts';
export type * from './types/driving.ts';
export type * from './types/house.ts';
export type * from './types/identity.ts';
export type * from './types/inspection.ts';
export * from './types/intake.ts';
export type * from './types/keeping.ts';
export type * from './types/lists.ts';
export type * from './types/news.ts';
export type * from './types/people.ts';
export type * from './types/receipts.ts';
export type * from './types/register.ts';
export type * from './types/sessions.ts';

/** The one door through which anything becomes true, whole: for who composes the product. Everybody else takes the part they need. */
export interface Ledger
  extends Intake,
    Originals,
    Receipts,
    Acts,
    Driving,
    Effects,
    GivingUp,
    Letters,
    Publishing,
    Crediting,
    NoticeAddresses,
    CaseReading,
    Lists,
    News,
    Inspection,
    Register,
    IdentityRequests,
    HouseReading,
    Settling,
    Accounts,
    PeopleChanges,
    CalendarBooks,
    Counting,
    Digests,
    Forgetting,
    Retention {}
