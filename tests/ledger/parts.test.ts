import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { DrivenLedger } from '../../activities/index.ts';
import type { ledgerCalls } from '../../activities/ledger-calls.ts';
import type { notice } from '../../activities/notice.ts';
import type { Deps, PublicLedger, ServedLedger } from '../../api/deps.ts';
import type { withMultipart } from '../../api/evidence.ts';

type LedgerOf<F extends (ledger: never, ...rest: never[]) => unknown> = Parameters<F>[0];
type Has<L, Method extends string> = Method extends keyof L ? true : false;
/** Refused by the compiler where a part holds more than it needs. */
const without = <_Part extends false>() => true;

describe('the ledger is handed out in parts', () => {
  test('the mail learns an address and publishes no calendar, the drivers do nothing that people do', () => {
    type Mail = LedgerOf<typeof notice>;
    type Calls = LedgerOf<typeof ledgerCalls>;
    expect([
      without<Has<Mail, 'approveCalendar'>>(),
      without<Has<Mail, 'openIdentity'>>(),
      without<Has<Mail, 'applyToRegister'>>(),
      without<Has<Calls, 'noticeAddress'>>(),
      without<Has<DrivenLedger, 'act'>>(),
      without<Has<DrivenLedger, 'tell'>>(),
      without<Has<DrivenLedger, 'caseView'>>(),
      without<Has<DrivenLedger, 'approveCalendar'>>(),
      without<Has<DrivenLedger, 'destroyKey'>>(),
      // @ts-expect-error the mail is given the address: that this line is no mistake would mean that the check sees nothing
      without<Has<Mail, 'noticeAddress'>>(),
    ]).toHaveLength(10);
  });

  test('the API learns no address of a tipster and drives nothing, the public’s pages see no case of the staff', () => {
    type Files = Parameters<typeof withMultipart>[1]['ledger'];
    expect([
      without<Has<ServedLedger, 'noticeAddress'>>(),
      without<Has<ServedLedger, 'advanceCase'>>(),
      without<Has<ServedLedger, 'effectDone'>>(),
      without<Has<ServedLedger, 'applyToRegister'>>(),
      without<Has<ServedLedger, 'destroyKey'>>(),
      without<Has<Deps['ledger'], 'forget'>>(),
      without<Has<PublicLedger, 'caseView'>>(),
      without<Has<PublicLedger, 'readIdentity'>>(),
      without<Has<PublicLedger, 'act'>>(),
      without<Has<Files, 'tell'>>(),
    ]).toHaveLength(10);
  });

  test('only who composes the product holds it whole', () => {
    const rooms = ['acts', 'doors', 'driving', 'ground', 'house', 'keeping', 'reading', 'truth'];
    const files = ['activities', 'api', 'web', 'workflows', ...rooms.map((room) => `ledger/${room}`)].flatMap((room) =>
      (readdirSync(room, { recursive: true }) as string[])
        .filter((name) => /[.]tsx?$/.test(name))
        .map((name) => join(room, name)),
    );
    const whole = files.filter((file) =>
      /import[^;]*\b(Ledger|createLedger)\b[^;]*from '[^']*(ledger\/|\/types[.]ts)/.test(readFileSync(file, 'utf8')),
    );
    expect(files.length).toBeGreaterThan(50);
    expect(whole).toEqual([]);
  });
});
