import type { CaseState, Proceeding } from '../../domain/case/types.ts';
import { advance, movedText, onPaperAlone, tipsterActs } from '../../domain/kernel/index.ts';
import { EDITION_IN_FORCE, editionText } from '../../domain/kernel/transition.ts';
import type { Bilingual } from '../../domain/law/types.ts';
import { lookUp } from '../../domain/look-up.ts';
import { goesOn } from '../../domain/people/organs.ts';
import { paperBar } from '../../domain/proceedings/paper/read-off.ts';
import { TABLES, TOLD } from '../../domain/proceedings/tables.ts';
import { dayOf } from '../../domain/time/day.ts';
import { holderOf } from '../doors/shown-receipt.ts';
import type { EventColumns } from '../ground/chain.ts';
import { byTheDay, toldAt } from '../ground/days.ts';
import type { Core } from '../truth/core.ts';
import { authorityOf, factsFor, nameOfOrgan } from '../truth/house.ts';
import { columnsFrom, keyOf, loadCase, loadEvents, nowFor } from '../truth/loading.ts';
import type { Progress } from '../types.ts';
import { openingsFor } from './identity.ts';
import { lettersOf } from './letters.ts';
import { evidenceOf } from './originals.ts';
import { threadOf } from './thread.ts';
import { eventLabel, nextDates, stateLabel } from './view.ts';

/** A date of theirs that a calendar or a change in the law moved, and because of which notice or clause; null for every other event. */
function movedFor(e: EventColumns, c: CaseState): Bilingual | null {
  const clock = e.type === 'moved' && typeof e.facts.clock === 'string' ? lookUp(c.clocks, e.facts.clock) : undefined;
  if (clock?.kind !== 'our-duty') return null;
  const text = e.name === EDITION_IN_FORCE ? editionText(e.facts) : movedText(e.facts);
  return text && { zh: `${text.zh}（${e.basis}）`, en: `${text.en} (${e.basis})` };
}

/** What the tipster did beside the tables, told to themselves. */
const TO_TIPSTER: Record<string, Bilingual> = {
  message: { zh: '您留了言', en: 'Your message' },
  evidence: { zh: '您补交了材料', en: 'You added evidence' },
};

/** In the place of a state that nothing but a paper speaks for. */
const ON_PAPER = {
  checking: { zh: '纸质办理已补录，正在核对', en: 'Entered from paper and being checked' },
  refuted: { zh: '纸质补录未通过核对', en: 'What was entered from paper did not stand' },
};

/** Where a proceeding stands, as far as it may be told. */
function standingOf(p: Proceeding, events: readonly EventColumns[], onPaper: ReadonlySet<number>, refuted: boolean) {
  const about = { proceeding: p.kind, title: TABLES[p.kind].title };
  const last = events.findLast((e) => e.proceeding === p.id && e.to === p.state && e.from !== e.to);
  return last !== undefined && onPaper.has(last.number)
    ? { ...about, at: 'OnPaper', state: refuted ? ON_PAPER.refuted : ON_PAPER.checking }
    : { ...about, at: p.state, state: stateLabel(p.kind, p.state) };
}

/** What the holder of a receipt sees of the case. Nothing is told on the strength of a paper alone. */
export async function progressOf(core: Core, caseId: string): Promise<Progress | null> {
  const loaded = await loadCase(core, caseId);
  if (!loaded) return null;
  const now = nowFor(core, loaded.state);
  const by = await holderOf(core, loaded, now);
  const { house } = loaded;
  const facts = factsFor(house, loaded.state.organ, now);
  const { state } = advance(loaded.state, now, facts);
  const key = keyOf(core, caseId, loaded.wrapped);
  const [rows, letters, evidence] = await Promise.all([
    loadEvents(core.pool, caseId),
    lettersOf(core, caseId, loaded.state.organ, house, 'tipster'),
    evidenceOf(core, caseId, key),
  ]);
  const events = rows.map(columnsFrom);
  const onPaper = onPaperAlone(state, rows);
  const resting = events.filter((e) => onPaper.has(e.number));
  const touched = new Set(resting.map((e) => e.proceeding));
  const opener = (p: Proceeding) => events.find((e) => e.proceeding === p.id);
  const told = Object.values(state.proceedings).filter(
    (p: Proceeding) => TOLD.has(p.kind) && !onPaper.has(opener(p)?.number ?? 0),
  );
  const view: Progress = {
    caseId,
    organ: { id: goesOn(house.directory.organs, state.organ), name: nameOfOrgan(house, state.organ, dayOf(now)) },
    receivedAt: state.receivedAt,
    named: state.tipster.named,
    ...(by.receiptShownTo === undefined ? {} : { receiptSeen: true as const }),
    withdrawn: told.some((p) => p.facts.withdrawn === true) && !resting.some((e) => e.name === 'withdraw'),
    timeline: events.flatMap((e) => {
      if (!TOLD.has(e.kind) || e.type === 'rung' || onPaper.has(e.number)) return [];
      const moved = movedFor(e, state);
      if (moved) return [{ at: e.occurredAt, text: moved }];
      // An opening of the file's originals or of the vault is no step of the case: it has no state and is not for the tipster.
      const stays = e.to === '' || e.from === e.to;
      if (stays && e.actor.role !== 'tipster') return [];
      return [{ at: e.occurredAt, text: stays ? (TO_TIPSTER[e.name] ?? eventLabel(e)) : stateLabel(e.kind, e.to) }];
    }),
    now: told.map((p) => standingOf(p, events, onPaper, paperBar(state) === 'refuted')),
    next: nextDates(state, house.calendars, authorityOf(house, state.organ), {
      tells: (k) => TOLD.has(state.proceedings[k.proceeding]?.kind ?? '') && !touched.has(k.proceeding),
      days: true,
      now,
    }),
    letters,
    messages: threadOf(
      rows.filter((row) => !onPaper.has(row.number)),
      key,
    ),
    openings: openingsFor(state, rows, key, now),
    evidence: evidence
      .filter((e) => e.from === 'tipster')
      .map(({ id: _, type: __, sha256: ___, from: ____, ...shown }) => shown),
    // Writing has its own place on the page.
    acts: tipsterActs(state, facts, by).filter((a) => a.act !== 'message' && !touched.has(a.proceeding)),
  };
  return byTheDay(view, toldAt(state, events));
}
