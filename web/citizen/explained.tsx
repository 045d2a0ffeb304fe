import type { Bilingual, Confidence } from '../../domain/law/types.ts';
import type { Convention } from '../../domain/time/conventions.ts';
import type { ExplainedGroup } from '../../domain/time/explain.ts';
import type { NextDate } from '../../ledger/types.ts';
import { dateWords, type Lang } from '../page/language.ts';

const CONFIDENCE: Record<Confidence | 'house', Bilingual> = {
  text: { zh: '已对照原文', en: 'checked against the text of the law' },
  secondary: {
    zh: '据转述整理，未见原文：只作提醒，不作为逾期依据',
    en: 'known from a report, not from its own text: a reminder, no ground for a breach',
  },
  memory: {
    zh: '条文尚未核实：只作提醒，不作为逾期依据',
    en: 'its text is not verified yet: a reminder, no ground for a breach',
  },
  house: { zh: '机关内部规定，不是法律规定', en: 'a rule of the house, not law' },
};

/** How well a clause is known, in words; what the authority's lawyer has confirmed is said with what was read and when. */
export function confidenceWords(
  lang: Lang,
  confidence: Confidence | 'house',
  confirmed: NextDate['confirmation'] = null,
): string {
  if (!confirmed) return CONFIDENCE[confidence][lang];
  const day = dateWords(lang, confirmed.date);
  return lang === 'zh'
    ? `本机关法制人员于${day}确认：${confirmed.citation}`
    : `confirmed by the authority’s lawyer on ${day}: ${confirmed.citation}`;
}

/** The days counted and left out, in groups. */
export function Groups({ lang, groups }: { lang: Lang; groups: readonly ExplainedGroup[] }) {
  return (
    <ul className="groups">
      {groups.map((g) => (
        <li key={g.from + g.reason} className={`g-${g.reason}`}>
          {g.text[lang]}
        </li>
      ))}
    </ul>
  );
}

/** The conventions by which it was counted; one that a court could read otherwise says so. */
export function Conventions({ lang, conventions }: { lang: Lang; conventions: readonly Convention[] }) {
  const zh = lang === 'zh';
  return (
    <details>
      <summary>{zh ? '计算规则' : 'The conventions it is counted by'}</summary>
      <ul>
        {conventions.map((c) => (
          <li key={c.number}>
            {c[lang]}
            {c.openInLaw ? (zh ? '（法律上有不同理解）' : ' (Open in law.)') : ''}
          </li>
        ))}
      </ul>
    </details>
  );
}
