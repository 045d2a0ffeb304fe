import { CHAPTERS } from '../../domain/law/glossary.ts';
import { tableChapters } from '../../domain/proceedings/words.ts';
import { table } from './markdown.ts';

/** docs/glossary.md: one table for each chapter, Chinese and English side by side. */
export function glossaryPage(): string {
  const chapters = [...CHAPTERS.slice(0, 1), ...tableChapters(), ...CHAPTERS.slice(1)];
  return `${[
    '# Glossary 术语表',
    '',
    'One word for one thing, in code, tables, addresses, screens and letters. Made by `npm run law` from the tables of `domain/proceedings/`, the closed lists of `domain/law/grounds.ts`, the kinds of news and of changes in an organ and, for what stands in none of them, `domain/law/glossary.ts`; change it there.',
    '',
    chapters
      .filter(([, , words]) => Object.keys(words).length > 0)
      .map(([prefix, title, words]) =>
        [
          `## ${title.en} ${title.zh}`,
          '',
          table(
            ['key', '中文', 'English'],
            Object.entries(words).map(([key, word]) => [`\`${prefix}.${key}\``, word.zh, word.en]),
          ),
        ].join('\n'),
      )
      .join('\n\n'),
  ].join('\n')}\n`;
}
