import { Alert, Button, Form, Input, Tag } from 'antd';
import { useEffect, useState } from 'react';
import { useSession } from '../../api/session.tsx';
import type { AuthorityLaw, LawRowView } from '../../api/types.ts';
import { DayPicker } from '../../form/pickers.tsx';
import { Empty } from '../../parts/page.tsx';
import { labelOf, lengthOf, optionsOf } from '../../words/labels.ts';
import { useWords } from '../../words/words.tsx';
import { History, SettleDialog } from './settle.tsx';

type Which = 'all' | 'unverified' | 'confirmed' | 'used';

/** Fewer characters cannot say what was read; the server asks for as many. */
const LEAST_CITATION = 6;

const keyOf = (row: LawRowView) => `${row.id}@${row.edition.inForce ?? ''}`;
const placeOf = ({ id, edition: { until } }: LawRowView) => (until ? `law-${id}-until-${until}` : `law-${id}`);

const fits: Record<Which, (row: LawRowView) => boolean> = {
  all: () => true,
  unverified: (row) => row.confirmable !== null && row.confirmation === null,
  confirmed: (row) => row.confirmation !== null,
  used: (row) => row.usedBy.length > 0,
};

/** The catalogue of the law: what each row is, how well it is known, and what the authority's lawyer has confirmed. */
export function Catalogue({ law, reload }: { law: AuthorityLaw; reload: () => void }) {
  const { t, pick } = useWords();
  const [which, setWhich] = useState<Which>(law.mayNot === null ? 'unverified' : 'all');
  const [region, setRegion] = useState<string>('all');
  const [text, setText] = useState('');
  const [open, setOpen] = useState<{ row: LawRowView; what: 'confirm' | 'withdraw' } | null>(null);
  const [withdrawn, setWithdrawn] = useState<string | null>(null);
  useEffect(() => {
    // The row is where it now belongs once the list was read again.
    const row = law.items.find((one) => keyOf(one) === withdrawn && one.confirmation === null);
    const line = row && document.getElementById(placeOf(row));
    if (!line) return;
    line.scrollIntoView({ block: 'center' });
    line.focus({ preventScroll: true });
    setWithdrawn(null);
  }, [withdrawn, law]);
  const wanted = text.trim().toLowerCase();
  const rows = law.items.filter(
    (row) =>
      fits[which](row) &&
      (region === 'all' || (region === 'here' ? row.applies : [row.region, ...row.alsoIn].includes(region))) &&
      (wanted === '' ||
        [row.id, row.title.zh, row.title.en, row.source.zh, row.source.en].some((s) =>
          s.toLowerCase().includes(wanted),
        )),
  );
  const settled = () => {
    if (open?.what === 'withdraw') {
      if (which === 'confirmed') setWhich('unverified');
      setWithdrawn(keyOf(open.row));
    }
    reload();
  };
  const stages = [...new Set(rows.map((row) => row.stage))];
  const names: Record<Which, string> = {
    all: t('全部', 'All'),
    unverified: t('待确认（只提醒）', 'Unverified, warn only'),
    confirmed: t('已确认', 'Confirmed'),
    used: t('案件中计时的', 'Used by cases'),
  };
  return (
    <>
      <Alert
        type="info"
        showIcon
        className="spaced"
        title={
          law.mayNot
            ? pick(law.mayNot)
            : t(
                '您是本机关法制审核岗：核对原文后，可以确认未核实的期限。确认自记录时起生效，此前已经届满的保持原样。',
                'You are the authority’s lawyer: having read the text, you may confirm what is unverified. It counts from the moment it is recorded; what has ended before stays as it is.',
              )
        }
      />
      <div className="law-filter">
        <div>
          <label htmlFor="law-which">{t('显示', 'Show')}</label>
          <select id="law-which" value={which} onChange={(e) => setWhich(e.target.value as Which)}>
            {(Object.keys(names) as Which[]).map((value) => (
              <option key={value} value={value}>
                {`${names[value]} · ${law.items.filter(fits[value]).length}`}
              </option>
            ))}
          </select>
        </div>
        <div>
          <label htmlFor="law-region">{t('地区', 'Region')}</label>
          <select id="law-region" value={region} onChange={(e) => setRegion(e.target.value)}>
            <option value="all">{t('全国和各地区', 'All regions')}</option>
            <option value="here">{t('本机关适用的', 'Law for this authority')}</option>
            {optionsOf('region').map((o) => (
              <option key={o.value} value={o.value}>
                {pick(o)}
              </option>
            ))}
          </select>
        </div>
        <div className="law-search">
          <label htmlFor="law-find">{t('查找', 'Find')}</label>
          <Input
            id="law-find"
            type="search"
            value={text}
            onChange={(e) => setText(e.target.value)}
            placeholder={t('名称、条文、编号', 'Title, clause, id')}
          />
        </div>
      </div>
      <p className="quiet" aria-live="polite">
        {t(`${rows.length}项`, `${rows.length} ${rows.length === 1 ? 'row' : 'rows'}`)}
      </p>
      {rows.length === 0 ? <Empty>{t('没有符合条件的期限。', 'No row fits.')}</Empty> : null}
      {stages.map((stage) => (
        <section key={stage} className="law-stage" aria-labelledby={`stage-${stage}`}>
          <h2 id={`stage-${stage}`}>{pick(labelOf(`stage.${stage}`))}</h2>
          <ul className="law-rows">
            {rows
              .filter((row) => row.stage === stage)
              .map((row) => (
                <Row key={keyOf(row)} row={row} may={law.mayNot === null} act={(what) => setOpen({ row, what })} />
              ))}
          </ul>
        </section>
      ))}
      {open?.what === 'confirm' ? (
        <ConfirmDialog row={open.row} today={law.today} close={() => setOpen(null)} done={settled} />
      ) : open ? (
        <WithdrawDialog row={open.row} close={() => setOpen(null)} done={settled} />
      ) : null}
    </>
  );
}

/** How long it is, in words; several parts one after another or as alternatives. */
function Length({ row }: { row: LawRowView }) {
  const { t, pick } = useWords();
  return (
    <span>
      {row.parts
        .map((p) => {
          const long =
            p.length === null || p.unit === null ? t('无天数', 'no number') : pick(lengthOf(p.length, p.unit));
          return p.when ? `${long}${t(`（${p.when.zh}）`, ` (${p.when.en})`)}` : long;
        })
        .join(t('；', '; '))}
    </span>
  );
}

function Row({ row, may, act }: { row: LawRowView; may: boolean; act: (what: 'confirm' | 'withdraw') => void }) {
  const { t, pick, day } = useWords();
  const regions = row.region ? [row.region, ...row.alsoIn] : [];
  const { inForce, until } = row.edition;
  return (
    <li className={row.applies ? 'law-row' : 'law-row elsewhere'} id={placeOf(row)} tabIndex={-1}>
      <div className="law-row-head">
        <h3>{pick(row.title)}</h3>
        <span className="marks">
          <Tag className={`kind ${row.kind}`}>{pick(labelOf(`kind.${row.kind}`))}</Tag>
          {until ? <Tag>{t('旧版本', 'Former edition')}</Tag> : null}
          {regions.map((r) => (
            <Tag key={r}>{pick(labelOf(`region.${r}`))}</Tag>
          ))}
          <Tag className={row.confidence === 'text' ? 'read' : 'weak'}>
            {pick(labelOf(`confidence.${row.confidence}`))}
          </Tag>
          {row.confirmation ? <Tag className="confirmed">{t('法制人员已确认', 'Confirmed by the lawyer')}</Tag> : null}
        </span>
      </div>
      <p>
        <Length row={row} />
        <span className="quiet"> · {pick(row.source)}</span>
      </p>
      <p className="quiet">
        <code>{row.id}</code>
        {inForce
          ? t(` · ${day(inForce)}起施行`, ` · in force ${day(inForce)}`)
          : t(' · 施行日期未载', ' · in-force day not known')}
        {until ? t(`，${day(until)}起由新版本取代`, `, replaced ${day(until)}`) : ''}
        {row.applies ? '' : t(' · 不适用于本机关', ' · not law for this authority')}
        {row.usedBy.length > 0
          ? t(
              ` · 用于：${row.usedBy.map((k) => pick(labelOf(`proceeding.${k}`))).join('、')}`,
              ` · used by ${row.usedBy.map((k) => pick(labelOf(`proceeding.${k}`))).join(', ')}`,
            )
          : ` · ${pick(labelOf(`use.${row.use}`))}`}
      </p>
      {row.reading ? (
        <p className="reading">
          {t('理解未定：', 'Open reading: ')}
          {pick(row.reading)}
        </p>
      ) : null}
      {row.confirmation ? (
        <p className="confirmation">
          {t(
            `${day(row.confirmation.date)} ${pick(row.confirmation.by)}确认：`,
            `Confirmed ${day(row.confirmation.date)} by ${pick(row.confirmation.by)}: `,
          )}
          {row.confirmation.citation}
        </p>
      ) : row.confirmable && row.confirmable !== 'reading' ? (
        <p className="unconfirmed">
          {row.kind === 'our-duty'
            ? t('未核实：只提醒，不记逾期。', 'Unverified: warns only, records no breach.')
            : t('未核实：原文还没有人核对。', 'Unverified: nobody has checked its text.')}
        </p>
      ) : null}
      <History acts={row.history} />
      {may && row.confirmable ? (
        <Button
          size="small"
          danger={row.confirmation !== null}
          onClick={() => act(row.confirmation ? 'withdraw' : 'confirm')}
          aria-label={
            row.confirmation
              ? t(`撤回确认：${row.title.zh}`, `Withdraw the confirmation: ${row.title.en}`)
              : t(`确认：${row.title.zh}`, `Confirm: ${row.title.en}`)
          }
        >
          {row.confirmation ? t('撤回确认', 'Withdraw') : t('确认', 'Confirm')}
        </Button>
      ) : null}
    </li>
  );
}

interface Settling {
  row: LawRowView;
  close: () => void;
  done: () => void;
}

const pathOf = ({ id }: LawRowView) => `/api/authority/law/${encodeURIComponent(id)}`;

function ConfirmDialog({ row, today, close, done }: Settling & { today: string }) {
  const { t, pick } = useWords();
  return (
    <SettleDialog
      title={t(`确认：${row.title.zh}`, `Confirm: ${row.title.en}`)}
      path={`${pathOf(row)}/confirmation`}
      initial={{ readOn: today }}
      bodyOf={(v) => ({ edition: row.edition.inForce, citation: v.citation, readOn: v.readOn })}
      submit={t('确认并永久记录', 'Confirm, for ever on record')}
      review={(v) => <Review row={row} values={v} />}
      close={close}
      done={done}
    >
      <p className="quiet">
        {pick(row.source)} · <Length row={row} />
      </p>
      <WhatFollows row={row} />
      <Citation />
      <Form.Item
        name="readOn"
        label={t('查阅日期', 'Day of reading')}
        rules={[{ required: true, message: t('请填写查阅日期', 'Say on which day it was read') }]}
      >
        <DayPicker />
      </Form.Item>
    </SettleDialog>
  );
}

/** What will be on record, shown once more before it is. */
function Review({ row, values }: { row: LawRowView; values: Record<string, unknown> }) {
  const { t, pick, day } = useWords();
  const { me } = useSession();
  const { inForce } = row.edition;
  return (
    <>
      <p>
        {t('提交后将永久记录，不能修改或者删除：', 'This will be on record for ever; it cannot be changed or deleted:')}
      </p>
      <dl className="facts">
        {[
          [t('条目', 'Row'), pick(row.title)],
          [t('条文', 'Clause'), pick(row.source)],
          [
            t('版本', 'Edition'),
            inForce
              ? t(`${day(inForce)}起施行`, `in force ${day(inForce)}`)
              : t('施行日期未载', 'in-force day not known'),
          ],
          [t('依据', 'Citation'), String(values.citation).trim()],
          [t('查阅日期', 'Day of reading'), day(String(values.readOn))],
          [t('确认人', 'Confirmed by'), pick(me.name)],
        ].map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </>
  );
}

function WhatFollows({ row }: { row: LawRowView }) {
  const { t, pick } = useWords();
  return (
    <Alert
      type="warning"
      showIcon
      className="spaced"
      title={
        row.reading
          ? pick(row.reading)
          : row.kind === 'our-duty'
            ? t(
                '确认后，本机关逾期未办的将记为逾期。依据、日期和您的姓名永久保存，并显示在每一个依此计算的日期旁。',
                'From then on a duty of the authority missed under this row is a breach. Citation, date and your name are kept for ever and shown beside every date that rests on it.',
              )
            : t(
                '依据、日期和您的姓名永久保存，并显示在每一个依此计算的日期旁。',
                'Citation, date and your name are kept for ever and shown beside every date that rests on it.',
              )
      }
    />
  );
}

function Citation() {
  const { t } = useWords();
  return (
    <Form.Item
      name="citation"
      label={t('依据：读了什么，从哪里读到（文件名称、文号、条款）', 'Citation: what was read, and where')}
      rules={[
        {
          async validator(_rule, value?: string) {
            const said = value?.trim().length ?? 0;
            if (said === 0) throw new Error(t('请写明依据', 'Say what was read'));
            if (said >= LEAST_CITATION) return;
            throw new Error(
              t(
                `依据至少${LEAST_CITATION}个字：文件名称、文号、条款`,
                `At least ${LEAST_CITATION} characters: name, number and clause of what was read`,
              ),
            );
          },
        },
      ]}
    >
      <Input.TextArea autoSize={{ minRows: 2, maxRows: 8 }} count={{ show: true, max: 2000 }} />
    </Form.Item>
  );
}

function WithdrawDialog({ row, close, done }: Settling) {
  const { t } = useWords();
  return (
    <SettleDialog
      title={t(`撤回确认：${row.title.zh}`, `Withdraw the confirmation: ${row.title.en}`)}
      path={`${pathOf(row)}/withdrawal`}
      bodyOf={(v) => ({ edition: row.edition.inForce, reason: v.reason })}
      submit={t('撤回', 'Withdraw')}
      danger
      close={close}
      done={done}
    >
      <p className="quiet">
        {t(
          '撤回后这一条又只提醒。已经记录的逾期不受影响；原来的确认仍留在记录中，可以重新确认。',
          'From then on the row warns only. Breaches already recorded stay; the confirmation stays on record and can be given again.',
        )}
      </p>
      <Form.Item
        name="reason"
        label={t('理由', 'Reason')}
        rules={[{ required: true, whitespace: true, message: t('请写明理由', 'Give the reason') }]}
      >
        <Input.TextArea autoSize={{ minRows: 2, maxRows: 8 }} count={{ show: true, max: 2000 }} />
      </Form.Item>
    </SettleDialog>
  );
}
