import type { Deps, PublicLedger } from '../../api/deps.ts';
import { fieldError, inputInvalid, problem } from '../../api/problem.ts';
import { answer } from '../../domain/time/request.ts';
import { icsOf } from '../page/ics.ts';
import { html, typedOf } from './answering.ts';
import { calculatorPage } from './calculator.tsx';
import { calendarEntries } from './calculator-entries.ts';
import { questionOf } from './calculator-question.ts';
import type { Typed } from './fields.tsx';
import type { WaysIn } from './ways-in.ts';

/** The same question as a query: what was left empty is left out. */
const queryOf = (typed: Typed): string =>
  new URLSearchParams(Object.entries(typed).filter(([name, value]) => value !== '' && name !== 'add')).toString();

/** Counting a period, and its dates as a file for a calendar. */
export function mountCalculator({ get, file }: WaysIn, deps: Deps<PublicLedger>): void {
  const knownCalendars = () => deps.ledger.calendars().catch(() => deps.calendars);
  get('/calculator', async (req, res, lang) => {
    const typed = typedOf(req.query);
    const query = queryOf(typed);
    if (!typed.start || typed.add) return html(res, calculatorPage(lang, typed, { query }));
    const asked = questionOf(typed);
    if ('wrong' in asked) return html(res, calculatorPage(lang, typed, { wrong: asked.wrong, query }), 422);
    const counted = { ...asked.question, answer: answer(asked.question.request, await knownCalendars()) };
    html(res, calculatorPage(lang, typed, { counted, query }));
  });
  file('/calculator.ics', async (req, res, lang) => {
    const asked = questionOf(typedOf(req.query));
    if ('wrong' in asked) {
      const zh = asked.wrong.map((w) => w.text.zh).join('；');
      const en = asked.wrong.map((w) => w.text.en).join('; ');
      throw inputInvalid(asked.wrong.map(({ field, text }) => fieldError(field, text))).saying({ zh, en });
    }
    const counted = { ...asked.question, answer: answer(asked.question.request, await knownCalendars()) };
    const entries = calendarEntries(counted, lang);
    if (entries.length === 0) throw problem('no-date');
    res.setHeader('Cache-Control', 'no-store');
    res.setHeader('Content-Disposition', 'attachment; filename="deadline.ics"');
    res.type('text/calendar; charset=utf-8').send(icsOf(entries, deps.clock.now()));
  });
}
