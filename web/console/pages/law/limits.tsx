import { Alert, Button, Checkbox, Form, Input, InputNumber, Select, Tag } from 'antd';
import { useState } from 'react';
import type { AuthorityLimits, LimitView } from '../../api/types.ts';
import { DayPicker } from '../../form/pickers.tsx';
import { Section } from '../../parts/page.tsx';
import { labelOf } from '../../words/labels.ts';
import { useWords } from '../../words/words.tsx';
import { History, SettleDialog, useAmounts, useLength } from './settle.tsx';

const UNITS = ['h', 'cd', 'wd', 'months'] as const;

/** What the house has set for itself: never law, always marked as what it is, with who set it. */
export function Limits({ limits, reload }: { limits: AuthorityLimits; reload: () => void }) {
  const { t, pick } = useWords();
  const amounts = useAmounts();
  const { day } = useWords();
  const [open, setOpen] = useState<LimitView | 'hearing' | null>(null);
  const may = limits.mayNot === null;
  const used = limits.items.filter((l) => l.usedBy.length > 0);
  const later = limits.items.filter((l) => l.usedBy.length === 0);
  const { hearing } = limits;
  return (
    <>
      <Alert
        type="info"
        showIcon
        className="spaced"
        title={
          limits.mayNot
            ? pick(limits.mayNot)
            : t(
                '您是正职负责人：可以设定内部时限。新的时限对施行之日起开始计时的案件有效，正在计时的不变。',
                'You are the principal: you may set house limits. A new one holds for clocks that start on its day or later; those that run keep theirs.',
              )
        }
      />
      <Section
        id="hearing"
        title={t('听证数额', 'Amounts of the hearing')}
        aside={
          may ? (
            <Button size="small" onClick={() => setOpen('hearing')}>
              {t('设定听证数额', 'Set the amounts')}
            </Button>
          ) : null
        }
      >
        <p>
          <b>{amounts(hearing.amounts)}</b>
        </p>
        <p className="quiet">
          {t(
            '行政处罚法第六十三条：“较大数额”由各地规定。罚款或者没收达到数额的，应当告知当事人有要求听证的权利。',
            'APL art. 63 leaves “larger sums” to the regions: from these on the party must be told of the right to a hearing.',
          )}
        </p>
        {hearing.next.map((n) => (
          <p key={n.from} className="next">
            {t(`自${day(n.from)}起：`, `From ${day(n.from)}: `)}
            {amounts(n.amounts)}
          </p>
        ))}
        <History acts={hearing.history} />
      </Section>
      <List
        id="used"
        title={t('案件中使用的内部时限', 'House limits that cases use')}
        items={used}
        may={may}
        set={setOpen}
      />
      {later.length > 0 ? (
        <List
          id="later"
          title={t('以后的程序使用的内部时限', 'House limits of proceedings that come later')}
          items={later}
          may={may}
          set={setOpen}
        />
      ) : null}
      {open === 'hearing' ? (
        <HearingDialog limits={limits} close={() => setOpen(null)} done={reload} />
      ) : open ? (
        <LimitDialog limit={open} limits={limits} close={() => setOpen(null)} done={reload} />
      ) : null}
    </>
  );
}

function List({
  id,
  title,
  items,
  may,
  set,
}: {
  id: string;
  title: string;
  items: LimitView[];
  may: boolean;
  set: (limit: LimitView) => void;
}) {
  const { t, pick, day } = useWords();
  const length = useLength();
  return (
    <Section id={id} title={title}>
      <ul className="limit-rows">
        {items.map((l) => {
          const last = l.history.at(-1);
          return (
            <li key={l.id} id={`limit-${l.id}`} className="limit-row">
              <div className="law-row-head">
                <h3>{pick(l.title)}</h3>
                <Tag className="house">{t('内部规定', 'House rule')}</Tag>
              </div>
              <p>
                <b>{length(l.value)}</b>
                <span className="quiet">
                  {t(' · 到期：', ' · at its end: ')}
                  {pick(l.effect)}
                </span>
              </p>
              {l.next.map((n) => (
                <p key={n.from} className="next">
                  {t(`自${day(n.from)}起：`, `From ${day(n.from)}: `)}
                  {length(n.value)}
                </p>
              ))}
              <p className="quiet">
                <code>{l.id}</code>
                {l.usedBy.length > 0
                  ? ` · ${l.usedBy.map((k) => pick(labelOf(`proceeding.${k}`))).join(t('、', ', '))}`
                  : ''}
                {last
                  ? t(` · ${day(last.at)} ${pick(last.by.name)}设定`, ` · set ${day(last.at)} by ${pick(last.by.name)}`)
                  : l.atSetUp
                    ? t(' · 随系统建立时设定', ' · set when the system was set up')
                    : t(' · 从未设定', ' · never set')}
              </p>
              {l.law ? (
                <p className="quiet">
                  {t('法律没有给出天数：', 'The law gives no number: ')}
                  {pick(l.law)}
                </p>
              ) : null}
              {l.note && !l.law ? <p className="quiet">{pick(l.note)}</p> : null}
              <History acts={l.history} />
              {may ? (
                <Button size="small" onClick={() => set(l)} aria-label={t(`设定：${l.title.zh}`, `Set: ${l.title.en}`)}>
                  {t('设定', 'Set')}
                </Button>
              ) : null}
            </li>
          );
        })}
      </ul>
    </Section>
  );
}

/** The day from which it holds and the reason: what every setting has. */
function FromAndReason() {
  const { t } = useWords();
  return (
    <>
      <Form.Item
        name="from"
        label={t('施行日期', 'In force from')}
        extra={t(
          '自这一天起开始计时的适用；正在计时的不变。',
          'For clocks that start on this day or later; running ones keep theirs.',
        )}
        rules={[{ required: true, message: t('请填写施行日期', 'Say from which day') }]}
      >
        <DayPicker />
      </Form.Item>
      <Form.Item
        name="reason"
        label={t('理由', 'Reason')}
        rules={[{ required: true, whitespace: true, message: t('请写明理由', 'Give the reason') }]}
      >
        <Input.TextArea autoSize={{ minRows: 2, maxRows: 8 }} count={{ show: true, max: 2000 }} />
      </Form.Item>
    </>
  );
}

function LimitDialog({
  limit,
  limits,
  close,
  done,
}: {
  limit: LimitView;
  limits: AuthorityLimits;
  close: () => void;
  done: () => void;
}) {
  const { t, pick } = useWords();
  const [none, setNone] = useState(false);
  return (
    <SettleDialog
      title={t(`设定内部时限：${limit.title.zh}`, `Set the house limit: ${limit.title.en}`)}
      path={`/api/authority/limits/${encodeURIComponent(limit.id)}`}
      initial={{ from: limits.today, value: limit.value ?? { unit: 'wd' } }}
      bodyOf={(v) => ({ value: none ? null : v.value, from: v.from, reason: v.reason })}
      submit={t('设定', 'Set')}
      close={close}
      done={done}
    >
      <p className="quiet">
        {t('到期：', 'At its end: ')}
        {pick(limit.effect)}
      </p>
      <Checkbox checked={none} onChange={(e) => setNone(e.target.checked)} className="spaced">
        {t('不设时限，只显示已过时间', 'No limit: only its age is shown')}
      </Checkbox>
      {none ? null : (
        <div className="two">
          <Form.Item
            name={['value', 'length']}
            label={t('长度', 'Length')}
            rules={[{ required: true, message: t('请填写长度', 'Say how long') }]}
          >
            <InputNumber min={1} precision={0} className="wide" />
          </Form.Item>
          <Form.Item name={['value', 'unit']} label={t('单位', 'Unit')} rules={[{ required: true }]}>
            <Select
              options={UNITS.map((value) => ({
                value,
                label: `${pick(labelOf(`unit.${value}`))}${t(`（最多${limits.longest[value]}）`, ` (at most ${limits.longest[value]})`)}`,
              }))}
            />
          </Form.Item>
        </div>
      )}
      <FromAndReason />
    </SettleDialog>
  );
}

function HearingDialog({ limits, close, done }: { limits: AuthorityLimits; close: () => void; done: () => void }) {
  const { t } = useWords();
  const [none, setNone] = useState(false);
  const must = [{ required: true, message: t('请填写数额', 'Say the amount') }];
  return (
    <SettleDialog
      title={t('设定听证数额', 'Set the amounts of the hearing')}
      path="/api/authority/hearing-amounts"
      initial={{ from: limits.today, amounts: limits.hearing.amounts ?? {} }}
      bodyOf={(v) => ({ amounts: none ? null : v.amounts, citation: v.citation, from: v.from, reason: v.reason })}
      submit={t('设定', 'Set')}
      close={close}
      done={done}
    >
      <Checkbox checked={none} onChange={(e) => setNone(e.target.checked)} className="spaced">
        {t('不设数额，一律告知听证权利', 'No amounts: a hearing is always offered')}
      </Checkbox>
      {none ? null : (
        <div className="two">
          <Form.Item name={['amounts', 'person']} label={t('个人（元）', 'A person (yuan)')} rules={must}>
            <InputNumber min={1} precision={0} controls={false} className="wide" />
          </Form.Item>
          <Form.Item name={['amounts', 'unit']} label={t('单位（元）', 'A unit (yuan)')} rules={must}>
            <InputNumber min={1} precision={0} controls={false} className="wide" />
          </Form.Item>
        </div>
      )}
      <Form.Item
        name="citation"
        label={t('依据：地方规定的名称、文号、条款', 'Source: the regional rule and its clause')}
        rules={[{ required: true, whitespace: true, message: t('请写明依据', 'Name the rule') }]}
      >
        <Input.TextArea autoSize={{ minRows: 2, maxRows: 8 }} count={{ show: true, max: 2000 }} />
      </Form.Item>
      <FromAndReason />
    </SettleDialog>
  );
}
