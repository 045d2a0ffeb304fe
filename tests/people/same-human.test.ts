/** Whether two accounts are those of one person is asked in one place: whoever came back under another account is who they were. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { expect, it } from 'vitest';

/** Somebody's id, or who did something. */
const WHO =
  /(?:\b(?:person|actor|me|reader|other|second|head|staff|who|p|one|account)\??\.id|\.(?:by|with|asker|enteredBy|typedBy|receivedBy|withOfficer|approver|person|staff)(?:\??\.id)?|^(?:by|asker|enteredBy|typedBy|typist|lister))(?: \?\? .*)?$/;
/** The proceeding of this moment is called p, too. */
const OF_THE_PROCEEDING = /(?:\.proceeding\b|\bctx\.p\.id$)/;
const NOBODY = /^(?:null|undefined|'[^']*'|SYSTEM\.id|true|false)$/;
const ASKS = ['includes', 'has', 'indexOf'];

/** Comparisons of people by their ids in a source. */
function comparisonsIn(file: string): string[] {
  const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true);
  const found: string[] = [];
  const says = (node: ts.Node) => found.push(`${file}: ${node.getText().replace(/\s+/g, ' ')}`);
  const look = (node: ts.Node): void => {
    if (ts.isBinaryExpression(node) && /^[!=]==$/.test(node.operatorToken.getText())) {
      const sides = [node.left.getText(), node.right.getText()];
      if (
        sides.some((side) => WHO.test(side)) &&
        !sides.some((side) => NOBODY.test(side) || OF_THE_PROCEEDING.test(side))
      )
        says(node);
    }
    if (ts.isCallExpression(node) && ts.isPropertyAccessExpression(node.expression)) {
      const [asked] = node.arguments;
      if (asked && ASKS.includes(node.expression.name.text) && WHO.test(asked.getText())) says(node);
    }
    ts.forEachChild(node, look);
  };
  look(source);
  return found;
}

const SOURCES = ['domain', 'ledger', 'api']
  .flatMap((room) => readdirSync(room, { recursive: true, encoding: 'utf8' }).map((name) => join(room, name)))
  .filter((file) => file.endsWith('.ts') && file !== 'domain/people/selves.ts');

/** Where it is the account that is asked about, and why: what an account may passes on to none. */
const OF_THE_ACCOUNT: Record<string, readonly string[]> = {
  'rows of an account: its deputyships, relations, posts and amounts are its own': [
    'domain/authority/accounts.ts: r.person === act.person',
    'domain/authority/changes.ts: d.person === c.person',
    'domain/authority/changes.ts: d.deputy === c.person',
    'domain/authority/changes.ts: c.related === c.person',
    'domain/authority/changes.ts: one.staff !== c.person',
    'domain/authority/changes.ts: c.deputy !== c.person',
    'domain/authority/changes.ts: c.deputy === c.person',
    'domain/authority/changes.ts: here.has(asked.person)',
    'domain/authority/decide.ts: is?.person === act.amounts?.person',
    'domain/authority/draft.ts: d.person === id',
    'domain/authority/namesakes.ts: p.id === id',
    'domain/authority/namesakes.ts: r.staff === person.id',
    'domain/authority/namesakes.ts: draft.people.has(person.id)',
    'domain/authority/ties.ts: (says.staff ?? rowId(organ, number, row)) === staff',
    'domain/authority/ties.ts: c.person === staff',
    'domain/people/deputies.ts: one.person === deputy',
    'domain/people/deputies.ts: through.includes(one.person)',
    'domain/people/digest.ts: d.person === person.id',
    'domain/people/digest.ts: newsDesks(deputy, day).includes(person.id)',
    'domain/people/may.ts: d.person === person.id',
    'ledger/reading/handover.ts: d.person === person.id',
    'ledger/reading/handover.ts: one.person === id',
    'ledger/reading/people.ts: d.person === p.id',
    'ledger/reading/accounts.ts: r.person === person.id',
  ],
  'what an account may, sees or is told': [
    'domain/people/may.ts: c.officers.includes(person.id)',
    'domain/people/may.ts: p.id === person.id',
    'domain/proceedings/paper/documents.ts: e.enteredBy === ctx.person?.id',
    'domain/proceedings/paper/named.ts: x.person === person?.id',
    'domain/proceedings/police-referral/guards.ts: ctx.case.officers.includes(ctx.person.id)',
    'domain/proceedings/police-referral/guards.ts: named.includes(ctx.person.id)',
    'domain/proceedings/police-referral/guards.ts: named.includes(ctx.withOfficer)',
    'ledger/doors/access.ts: c.officers.includes(person.id)',
    'ledger/doors/hidden.ts: e.actor.id === person.id',
    'ledger/doors/hidden.ts: e.facts.asker === person.id',
    'ledger/reading/case-view.ts: row.actor.id === person.id',
    'ledger/reading/case-view.ts: row.actor.enteredBy === person.id',
    'ledger/reading/identity.ts: p.id === person.id',
    'ledger/reading/identity.ts: r.asker === person.id',
    'ledger/reading/identity.ts: r.decided?.by === person.id',
    'ledger/reading/identity.ts: r.opened?.by === person.id',
    'ledger/reading/worklist.ts: r.person !== person.id',
  ],
  'where it is told or stands in a list; the act itself is refused': [
    'domain/kernel/entered.ts: id !== enteredBy',
    'domain/people/door.ts: byName.includes(p.id)',
    'ledger/truth/project.ts: place.person === proposal.by',
  ],
  'the same request by the same account once more, a session, a seal': [
    'domain/kernel/decide.ts: enteredBy === person.id',
    'ledger/doors/own-factor.ts: known?.id === person.id',
    'ledger/doors/sessions.ts: house.notAsSealed.has(row.staff)',
    'ledger/acts/show-receipt.ts: state.receiptShownTo?.includes(person.id)',
    'ledger/doors/shown-receipt.ts: shown.includes(person.id)',
    'ledger/house/calendars.ts: p.by.id === person.id',
    'ledger/house/calendars.ts: known.by.id === person.id',
    'ledger/keeping/verify-people.ts: row.approver !== by.id',
    'ledger/keeping/verify-people.ts: decided?.by.id === made.actor.id',
    'api/resources/session.ts: before?.person.id === came.person.id',
  ],
  'an account that the form names, of those that are outside': [
    'domain/proceedings/parts/recusal.ts: ctx.case.recused.includes(ctx.form.person)',
    'domain/proceedings/parts/recusal.ts: id !== ctx.form.person',
  ],
  'no people: proceedings, posts, requests': [
    'domain/kernel/open.ts: p.id !== only',
    'domain/kernel/outward.ts: run.told.has(p.id)',
    'domain/people/may.ts: who !== row.by',
    'domain/people/may.ts: who === row.by',
    'domain/proceedings/investigation/index.ts: p.id === ctx.p.linked',
    'domain/proceedings/parts/merging.ts: c.mergedInto === other.id',
    'domain/proceedings/parts/recusal.ts: one.id === about',
    'ledger/driving/drive.ts: busy.has(p.id)',
    'ledger/driving/drive.ts: later.has(p.id)',
    'ledger/keeping/rebuild.ts: busy.has(p.id)',
    'ledger/truth/record.ts: id !== r.by',
  ],
};

it('who has acted or is kept away is compared as a person, in whatever account; each comparison of accounts is one for a reason', () => {
  const found = [...new Set(SOURCES.flatMap(comparisonsIn))].sort();
  expect(found).toEqual(Object.values(OF_THE_ACCOUNT).flat().sort());
});
