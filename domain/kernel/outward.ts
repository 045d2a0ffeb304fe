import type { CaseState, Ctx, Effect, NewEvent, Proceeding, Proposal, Refusal, Row, Task } from '../case/types.ts';
import { askedOfOthers, comesDown, goesUp, isReminder } from '../effects.ts';
import { noticesFor } from '../notices.ts';
import { isEntered, paperBar } from '../proceedings/paper/read-off.ts';
import { PAPER_ONLY } from '../proceedings/paper/stands-on-paper.ts';
import { goingAlong } from '../proceedings/parts/merging.ts';
import { refuse } from '../refusal.ts';
import { toldRole } from './owing.ts';
import type { Run } from './run.ts';

/**
 * Whether nothing leaves the building, because it would on the strength of a paper alone, for months that are over, or while what was
 * entered waits for its second person or is contested. That holds for the letters of merged cases, too: they do not go along then.
 */
export const heldBack = (run: Run): boolean =>
  run.strength === 'time' ? paperBar(run.state) !== null : run.strength !== 'live';

/** Whether an effect is not caused. Our own register is always taken down from. */
export function withholds(run: Run, p: Proceeding, e: Effect): boolean {
  if (!comesDown(e)) return heldBack(run);
  if (!askedOfOthers(e)) return false;
  return run.strength === 'paper' || (run.strength === 'late' && p.flags.includes(PAPER_ONLY));
}

/**
 * The tasks for what was withheld: a person does it now, or sees that it need not be done.
 * @param merged whether merged cases did not go along
 */
export function tellWithheld(run: Run, p: Proceeding, withheld: readonly Effect[], merged: boolean): Task[] {
  const left = withheld.filter((e) => !goesUp(e) && !(run.strength === 'paper' && isReminder(e)));
  if (left.length === 0 && !merged) return [];
  if (run.strength === 'late') {
    if (run.told.has(p.id)) return [];
    run.told.add(p.id);
    return [
      {
        to: toldRole(run.state, p),
        text: {
          zh: '补录时期限早已届满，系统没有催办、报告或者告知，请决定现在是否办理',
          en: 'The period was over before this was entered: no reminder, report or notice was sent. Decide whether to send one now',
        },
        basis: 'house: paper acts',
      },
    ];
  }
  const tipster = left.some((e) => e.to === 'tipster');
  const text =
    run.strength === 'paper'
      ? {
          zh: '纸质办理已补录，系统没有据此对外发送；仍应发送的，请现在办理',
          en: 'Entered from paper: nothing was sent on the strength of it. Send now what is still owed',
        }
      : {
          zh: '补录的纸质办理尚未核对或者有异议，系统没有对外发送；核对后请办理',
          en: 'What was entered from paper is not confirmed or is contested: nothing was sent. See to it once it is settled',
        };
  return [{ to: tipster ? 'clerk' : toldRole(run.state, p), text, basis: 'house: paper acts' }];
}

/** Whether events cause something that leaves the building. What comes down does not; merged cases that go along have letters of their own. */
export const leaves = (events: readonly Pick<NewEvent, 'changes'>[]): boolean =>
  events.some((e) => e.changes.some((c) => c.op === 'merged' || (c.op === 'effect' && !comesDown(c.effect))));

const BARS: Record<NonNullable<ReturnType<typeof paperBar>>, () => Refusal> = {
  unconfirmed: () => refuse('paper-unconfirmed'),
  contested: () => refuse('paper-contested'),
  refuted: () => refuse('paper-refuted'),
};

/** Who deals with the case is answered to who asked, at once (M49 art. 35): no paper is behind it, and it must not wait for one. */
const ANSWERED_AT_ONCE: ReadonlySet<string> = new Set(['decide-recusal', 'grant-recusal']);

/**
 * Why an act that makes something leave the building is not taken now: what was entered from paper is in the way, or the other half of
 * its pair was only entered from paper.
 */
export function outwardBar(c: CaseState, row: Pick<Row, 'act'>, proposal: Proposal | undefined): Refusal | null {
  if (row.act !== undefined && ANSWERED_AT_ONCE.has(row.act)) return null;
  const bar = paperBar(c);
  if (bar !== null) return BARS[bar]();
  if (proposal && isEntered(c, proposal.event)) {
    return refuse('proposed-on-paper');
  }
  return null;
}

/** Whether a row would cause something that leaves the building, as far as can be told before its form is filled. */
export function wouldLeave(row: Row, ctx: Ctx): boolean {
  const own = (row.effects ?? []).filter((e) => e.when?.(ctx) ?? true);
  if (own.some((e) => !comesDown({ kind: e.kind, data: e.data?.(ctx) ?? {} }))) return true;
  if (row.merged !== undefined && goingAlong(ctx.case).length > 0) return true;
  const to = typeof row.to === 'string' && row.to !== 'same' && row.to !== 'before' ? row.to : undefined;
  const told = noticesFor({
    kind: ctx.p.kind,
    name: row.act ?? '',
    type: 'act',
    entered: to === ctx.p.state ? undefined : to,
    ctx,
    proceeding: ctx.p.id,
  });
  return told.length > 0;
}
