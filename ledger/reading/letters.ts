import { lookUp } from '../../domain/look-up.ts';
import { LETTERS, type NamedDate } from '../../domain/notices.ts';
import { instantFrom } from '../ground/db.ts';
import { whole } from '../ground/sealing.ts';
import type { Core } from '../truth/core.ts';
import { type House, senderIn } from '../truth/house.ts';
import { outerKey } from '../truth/record.ts';
import type { LetterView } from '../types.ts';
import { letterBody } from './view.ts';

/** Letters as they were placed, those of one moment as the case caused them; a date that one names is explained in it, under the calendars known now; who sends it is as they were reached then. */
export async function lettersOf(
  core: Core,
  caseId: string,
  organ: string,
  house: House,
  to?: string,
): Promise<LetterView[]> {
  const rows = await core.plain((db) =>
    db.letter.findMany({
      where: { caseId, ...(to === undefined ? {} : { addressee: to }) },
    }),
  );
  if (rows.length === 0) return [];
  const effects = await core.plain((db) =>
    db.effect.findMany({
      where: { key: { in: rows.map((r) => r.effect) } },
      select: { key: true, data: true },
      orderBy: [{ event: 'asc' }, { place: 'asc' }],
    }),
  );
  const data = new Map(effects.map((e) => [e.key, e.data]));
  const caused = new Map(effects.map((e, at) => [e.key, at]));
  const placed = (a: (typeof rows)[number], b: (typeof rows)[number]) =>
    a.placedAt.getTime() - b.placedAt.getTime() || (caused.get(a.effect) ?? 0) - (caused.get(b.effect) ?? 0);
  return rows.sort(placed).map((r) => {
    const known = lookUp(LETTERS, r.template);
    const body = whole(() => {
      const { dates = [] } = (data.get(r.effect) ?? {}) as { dates?: NamedDate[] };
      return letterBody(known?.body ?? { zh: '', en: '' }, dates, house.calendars);
    });
    return {
      id: outerKey(core.keys, r.effect),
      to: r.addressee,
      template: r.template,
      title: known?.title ?? { zh: r.template, en: r.template },
      body: body ?? { zh: '', en: '' },
      from: senderIn(house, organ, instantFrom(r.placedAt)),
      placedAt: instantFrom(r.placedAt),
      ...(body ? {} : { damaged: true as const }),
    };
  });
}
