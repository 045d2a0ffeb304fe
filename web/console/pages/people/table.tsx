import { Alert, Button } from 'antd';
import { type ReactNode, useState } from 'react';
import type { Written } from '../../../../domain/authority/table.ts';
import { call } from '../../api/client.ts';
import type { PeopleView, TableFault, TableView } from '../../api/types.ts';
import { useDoing } from '../../api/use-doing.ts';
import { FailureNote } from '../../parts/failure-note.tsx';
import { save } from '../../parts/files.ts';
import { Section } from '../../parts/page.tsx';
import { TABLE_COLUMNS } from '../../words/tables.ts';
import { useWords, type Words } from '../../words/words.tsx';
import { ChangeFacts } from './change-facts.tsx';
import { useChangeList } from './draft.ts';
import { kindName, typedFrom } from './kinds.ts';
import { csvTable, sheetsOf, xlsxOf } from './table-file.ts';

const TABLE = '/api/authority/people/table';
/** Lines of a file on the screen at once. */
const LINES = 100;

const TABLE_NAMES = {
  people: { zh: '人员：', en: 'People: ' },
  units: { zh: '机构：', en: 'Units: ' },
  organs: { zh: '下级机关：', en: 'Organs beneath: ' },
};

/** Units and people as spreadsheets: out, and in. */
export function Tables({ view }: { view: PeopleView }) {
  return (
    <>
      <Export view={view} />
      {view.may.ask ? <Import /> : null}
    </>
  );
}

function Export({ view }: { view: PeopleView }) {
  const { t, pick } = useWords();
  const { busy, failure, work } = useDoing();
  const people = t('人员', 'People');
  const units = t('机构', 'Units');
  const organs = t('下级机关', 'Organs');
  const file = (what: string, ending: string) => `${pick(view.organ.name)} ${what} ${view.today}.${ending}`;
  const write = (make: (written: Written) => Promise<[Blob, string]>) => {
    void work('write', async () => {
      const [blob, name] = await make(await call<Written>(TABLE));
      save(blob, name);
    });
  };
  return (
    <Section id="export" title={t('导出', 'Export')}>
      <p>
        {t(
          '每行一个机构，或者一个人的一项职务；没有密码。改好以后可以在下面导入：只有与现状不同的才成为变更。',
          'A line for each unit, and for each post of somebody; no passwords. Changed, it can be read in again below: only what differs becomes a change.',
        )}
      </p>
      <div className="row-of-buttons">
        <Button
          disabled={busy !== null}
          onClick={() =>
            write(async (written) => [
              await xlsxOf(written, { people, units, organs }, pick),
              file(t('花名册', 'staff'), 'xlsx'),
            ])
          }
        >
          {t('导出 XLSX', 'Export XLSX')}
        </Button>
        <Button
          disabled={busy !== null}
          onClick={() => write(async (written) => [await csvTable(written, 'people', pick), file(people, 'csv')])}
        >
          {t('导出人员 CSV', 'Export people as CSV')}
        </Button>
        <Button
          disabled={busy !== null}
          onClick={() => write(async (written) => [await csvTable(written, 'units', pick), file(units, 'csv')])}
        >
          {t('导出机构 CSV', 'Export units as CSV')}
        </Button>
      </div>
      {failure ? <FailureNote failure={failure} /> : null}
    </Section>
  );
}

interface Read {
  file: string;
  found: TableView;
}

function Import() {
  const { t, pick } = useWords();
  const { busy, failure, work } = useDoing();
  const [read, setRead] = useState<Read | null>(null);
  const [unreadable, setUnreadable] = useState<string | null>(null);
  const choose = (file: File) => {
    setRead(null);
    setUnreadable(null);
    void work('read', async () => {
      const sheets = await sheetsOf(file);
      if (sheets === null) setUnreadable(file.name);
      else
        setRead({
          file: file.name,
          found: await call<TableView>(TABLE, { method: 'POST', body: { sheets }, seconds: 60 }),
        });
    });
  };
  return (
    <Section id="import" title={t('导入', 'Import')}>
      <p>
        <label htmlFor="table-file">{t('选择表格文件（XLSX 或者 CSV）', 'Choose a spreadsheet (XLSX or CSV)')}</label>{' '}
        <input
          id="table-file"
          type="file"
          accept=".xlsx,.csv,text/csv,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
          disabled={busy !== null}
          onChange={(e) => {
            const file = e.target.files?.[0];
            // The same file once more, corrected, is chosen anew.
            e.target.value = '';
            if (file) choose(file);
          }}
        />
      </p>
      <details className="change-details">
        <summary>{t('表格应当怎样写', 'How the table is written')}</summary>
        <p>
          {t(
            '首行是栏目名称，栏目次序不限。人员表每行一项职务：一个人有两项职务的写两行。机构写编号或者名称，岗位可以写几个，用顿号分开。表中没有的人和机构保持不变，离任须另行申请。设立下级机关的，在机关表写一行，并在其机构和人员的“所属机关”一栏写机关编号：一个文件可以有几个机关。',
            'The first line names the columns, in any order. People: a line for each post; who has two posts has two lines. Units by id or by name; several roles with commas between them. Whoever is not in the table stays as they are: that somebody leaves is asked for by itself. To add organs beneath, write a line for each in the table of organs and its id in the column Organ of its units and people: one file can hold several.',
          )}
        </p>
        {(['people', 'units', 'organs'] as const).map((table) => (
          <p key={table}>
            {pick(TABLE_NAMES[table])}
            {Object.values(TABLE_COLUMNS[table])
              .map((name) => pick(name))
              .join(t('、', ', '))}
          </p>
        ))}
      </details>
      <div aria-live="polite">
        {busy ? <p className="quiet">{t('正在读取…', 'Reading…')}</p> : null}
        {unreadable === null ? null : (
          <Alert
            type="error"
            showIcon
            title={t(
              `“${unreadable}”不能作为表格读取。请另存为 XLSX 或者 CSV，没有密码，再选择一次。`,
              `“${unreadable}” cannot be read as a spreadsheet. Save it as XLSX or CSV without a password and choose it again.`,
            )}
          />
        )}
        {failure ? <FailureNote failure={failure} /> : null}
        {read ? <Preview read={read} taken={() => setRead(null)} /> : null}
      </div>
    </Section>
  );
}

const columnName = (fault: TableFault, { pick }: Words): string | null => {
  const names: Partial<Record<string, { zh: string; en: string }>> = {
    ...TABLE_COLUMNS.organs,
    ...TABLE_COLUMNS.units,
    ...TABLE_COLUMNS.people,
  };
  const name = fault.column === null ? undefined : names[fault.column];
  return name ? pick(name) : null;
};

function Preview({ read: { file, found }, taken }: { read: Read; taken: () => void }) {
  const words = useWords();
  const { t, pick } = words;
  const list = useChangeList();
  const [shown, setShown] = useState(LINES);
  const { changes, faults, unchanged, ignored, names, refused } = found;
  const places = new Map<string, { sheet: string; line: number; changes: typeof changes; faults: TableFault[] }>();
  for (const one of [...changes, ...faults]) {
    const key = JSON.stringify([one.sheet, one.line]);
    const place = places.get(key) ?? { sheet: one.sheet, line: one.line, changes: [], faults: [] };
    places.set(key, place);
    if ('change' in one) place.changes.push(one);
    else place.faults.push(one);
  }
  // What is wrong comes first.
  const lines = [...places.values()].sort((a, b) => Math.min(b.faults.length, 1) - Math.min(a.faults.length, 1));
  const count = unchanged.people + unchanged.units;
  const note: ReactNode[] = ignored.map(({ sheet, column }) =>
    column === null
      ? t(
          `工作表“${sheet}”没有读取：不是人员或者机构的表格。`,
          `The sheet “${sheet}” was left out: it is no table of people or units.`,
        )
      : t(`“${sheet}”的“${column}”一栏没有读取。`, `The column “${column}” of “${sheet}” was left out.`),
  );
  return (
    <>
      <Alert
        type={faults.length > 0 ? 'warning' : changes.length > 0 ? 'success' : 'info'}
        showIcon
        title={
          faults.length > 0
            ? t(
                `“${file}”有${faults.length}处错误，逐行指出如下。改正文件后再选择一次；没有作任何改动。`,
                `“${file}” has ${faults.length === 1 ? 'one mistake' : `${faults.length} mistakes`}, named line by line below. Correct the file and choose it again; nothing was changed.`,
              )
            : changes.length > 0
              ? t(
                  `“${file}”与现状相比有${changes.length}项变更，${count}项没有变化。`,
                  `“${file}” comes to ${changes.length === 1 ? 'one change' : `${changes.length} changes`}; ${count} entries are as they are.`,
                )
              : t(`“${file}”与现状相同，没有变更。`, `“${file}” says what is so already: nothing changes.`)
        }
        {...(note.length > 0 ? { description: note.map((text) => <p key={String(text)}>{text}</p>) } : {})}
      />
      {refused ? <Alert type="warning" showIcon title={pick(refused.message)} /> : null}
      {faults.length === 0 && changes.length > 0 && !refused ? (
        <div className="buttons">
          <Button
            type="primary"
            onClick={() => {
              list.putAll(
                changes.map(({ change }) => typedFrom(change)),
                names,
              );
              taken();
            }}
          >
            {t(`放入变更清单（${changes.length}项）`, `Put into the list (${changes.length})`)}
          </Button>
        </div>
      ) : null}
      <ol className="change-list table-lines">
        {lines.slice(0, shown).map((place) => (
          <li key={`${place.sheet} ${place.line}`}>
            <h3>{t(`${place.sheet} 第${place.line}行`, `${place.sheet}, line ${place.line}`)}</h3>
            {place.faults.length > 0 ? (
              <ul className="change-faults">
                {place.faults.map((fault) => (
                  <li key={`${fault.column} ${fault.message.en}`}>
                    {columnName(fault, words) === null ? null : (
                      <b>
                        {columnName(fault, words)}
                        {t('：', ': ')}
                      </b>
                    )}
                    {pick(fault.message)}
                  </li>
                ))}
              </ul>
            ) : null}
            {place.changes.map(({ change }) => (
              <div key={JSON.stringify(change)}>
                <h4>{pick(kindName(change.kind))}</h4>
                <ChangeFacts change={change} names={names} />
              </div>
            ))}
          </li>
        ))}
      </ol>
      {lines.length > shown ? (
        <Button onClick={() => setShown(shown + LINES)}>
          {t(
            `再显示${Math.min(LINES, lines.length - shown)}行`,
            `Show ${Math.min(LINES, lines.length - shown)} more lines`,
          )}
        </Button>
      ) : null}
    </>
  );
}
