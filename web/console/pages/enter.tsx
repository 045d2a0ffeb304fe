import { Alert, Button, Checkbox, Form, Input, InputNumber, Radio, Select } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import { ENTERED_CHANNELS } from '../../../domain/channels.ts';
import { useSession } from '../api/session.tsx';
import type { NextDate } from '../api/types.ts';
import { useSending } from '../api/use-doing.ts';
import { InstantPicker } from '../form/pickers.tsx';
import { pruned, type Values } from '../form/schema.ts';
import { Due } from '../parts/due.tsx';
import { FailureNote } from '../parts/failure-note.tsx';
import { Page, Section } from '../parts/page.tsx';
import { optionsOf } from '../words/labels.ts';
import { useWords, type Words } from '../words/words.tsx';

interface Entered {
  id: string;
  /** null: it goes to whoever takes the case in. */
  receipt: string | null;
  receivedAt: string;
  named: boolean;
  next: NextDate[];
}

const ENTERED: ReadonlySet<string> = new Set(ENTERED_CHANNELS);

/** The API names fields as `tip.accused.name`; the form keeps the same shape. */
const pathOf = (field: string) => field.split('.');

/** A tip that came by letter, telephone, visit or from another body, with the day it truly came. */
export default function Enter() {
  const { t } = useWords();
  const { has } = useSession();
  const [entered, setEntered] = useState<Entered | null>(null);
  if (!has('clerk', 'special')) {
    return (
      <Page title={t('录入举报', 'Enter a tip')}>
        <Alert
          type="info"
          showIcon
          title={t('录入举报由受理岗位办理。', 'Tips are entered by an intake post.')}
          action={<Link to="/">{t('回到待办', 'Back to the work list')}</Link>}
        />
      </Page>
    );
  }
  return (
    <Page title={t('录入举报', 'Enter a tip')}>
      {entered ? <Done entered={entered} again={() => setEntered(null)} /> : <EnterForm done={setEntered} />}
    </Page>
  );
}

function Done({ entered, again }: { entered: Entered; again: () => void }) {
  const { t, pick, when } = useWords();
  return (
    <Section id="entered" title={t('已录入', 'Entered')}>
      <Alert
        type="success"
        showIcon
        role="status"
        title={t(
          `已于 ${when(entered.receivedAt)} 接收，按${entered.named ? '实名' : '匿名'}举报处理。`,
          `Received ${when(entered.receivedAt)}, as ${entered.named ? 'a real-name' : 'an anonymous'} tip.`,
        )}
      />
      {entered.receipt === null ? (
        <p>
          {t(
            '此件由另一岗位受理，查询凭证由该岗位交给举报人。',
            'Another post takes this in, and gives the receipt to the tipster.',
          )}
        </p>
      ) : (
        <>
          <p>
            {t(
              '查询凭证（只显示这一次，请当面或按约定方式交给举报人，不要留存）：',
              'Receipt, shown this once. Give it to the tipster in person or as agreed; keep no copy:',
            )}
          </p>
          <p className="receipt" translate="no">
            {entered.receipt}
          </p>
        </>
      )}
      {entered.next.length > 0 ? (
        <>
          <h3>{t('接下来的日期', 'Next dates')}</h3>
          <ul className="plain">
            {entered.next.map((n) => (
              <li key={n.deadline}>
                {pick(n.title)}
                {t('：', ': ')}
                <Due due={n.due} provisional={n.provisional} />
                {n.why ? <p className="quiet">{pick(n.why)}</p> : null}
                {(n.also ?? []).map((later) => (
                  <p key={later.deadline} className="quiet">
                    {later.due === n.due
                      ? t('两项同日届满；另有：', 'Both end on this day; besides: ')
                      : t('以先到期的为准；另有：', 'The earlier one binds; besides: ')}
                    {pick(later.title)} <Due due={later.due} provisional={later.provisional} />
                  </p>
                ))}
              </li>
            ))}
          </ul>
        </>
      ) : null}
      <p className="buttons">
        {entered.receipt === null ? null : (
          <Link className="as-button" to={`/cases/${encodeURIComponent(entered.id)}`}>
            {t('打开案件', 'Open the case')}
          </Link>
        )}
        <Button onClick={again}>{t('再录入一件', 'Enter another')}</Button>
      </p>
    </Section>
  );
}

/** Sends what was entered; `early` once a time before the measures has to be confirmed, which is offered from then on. */
function useEntering(done: (entered: Entered) => void) {
  const { language } = useWords();
  const [form] = Form.useForm<Values>();
  /** Offered once it is needed, and stays. */
  const [early, setEarly] = useState(false);
  const { busy, failure, send } = useSending<Entered>('/api/cases', {
    sent: done,
    failed({ problem }) {
      if (problem?.code === 'before-the-law') setEarly(true);
      const errors = (problem?.errors ?? []).filter((e) => e.field !== '');
      form.setFields(
        errors.map((e) => ({ name: pathOf(e.field), errors: [language === 'zh' ? e.messageZh : e.message] })),
      );
      window.scrollTo({ top: 0, behavior: 'smooth' });
    },
  });
  function enter(values: Values) {
    const body = pruned(values) as Values & { tip?: { amount?: { cny?: number } }; confirmBeforeLaw?: boolean };
    if (body.confirmBeforeLaw !== true) delete body.confirmBeforeLaw;
    if (body.tip?.amount && body.tip.amount.cny === undefined) delete body.tip.amount;
    void send(body);
  }

  return { form, busy, failure, early, enter };
}

function EnterForm({ done }: { done: (entered: Entered) => void }) {
  const { t } = useWords();
  const { form, busy, failure, early, enter } = useEntering(done);
  return (
    <Form
      form={form}
      layout="vertical"
      disabled={busy}
      className="enter"
      initialValues={{
        channel: 'letter',
        tip: { accused: { kind: 'unknown' }, fund: 'unknown', concernsStaff: 'unsure' },
      }}
      onFinish={(values: Values) => enter(values)}
      onFinishFailed={({ errorFields }) => {
        const first = errorFields[0];
        if (first) form.scrollToField(first.name, { block: 'center', behavior: 'smooth', focus: true });
      }}
    >
      {failure ? <FailureNote failure={failure} /> : null}
      <HowItCame early={early} />
      <WhoIsReported />
      <WhatHappened />
      <Tipster />
      <div className="buttons">
        <Button type="primary" htmlType="submit" size="large" loading={busy}>
          {busy ? t('正在保存…', 'Saving…') : t('录入', 'Enter')}
        </Button>
      </div>
    </Form>
  );
}

function useOptions() {
  const { pick } = useWords();
  return (prefix: string) => optionsOf(prefix).map((o) => ({ value: o.value, label: pick(o) }));
}

const required = (t: Words['t']) => [{ required: true, message: t('必填', 'Required'), whitespace: true }];

function HowItCame({ early }: { early: boolean }) {
  const { t } = useWords();
  const options = useOptions();
  return (
    <Section id="how" title={t('怎样收到的', 'How it came')}>
      <Form.Item name="channel" label={t('渠道', 'Channel')} required>
        <Radio.Group options={options('channel').filter(({ value }) => ENTERED.has(value))} />
      </Form.Item>
      <Form.Item
        name="receivedAt"
        label={t('实际收到的时间', 'When it was truly received')}
        extra={t('期限自这一刻起计算，不是自录入时起。', 'Periods run from this moment, not from when it is entered.')}
        rules={[{ required: true, message: t('请填写收到时间', 'Say when it was received') }]}
      >
        <InstantPicker />
      </Form.Item>
      {early ? (
        <Form.Item name="confirmBeforeLaw" valuePropName="checked">
          <Checkbox>
            {t('年份无误，确系办法施行前收到', 'The year is right: it was received before the measures were in force')}
          </Checkbox>
        </Form.Item>
      ) : null}
    </Section>
  );
}

function WhoIsReported() {
  const { t } = useWords();
  const options = useOptions();
  return (
    <Section id="who" title={t('举报谁', 'Who is reported')}>
      <Form.Item
        name={['tip', 'accused', 'name']}
        label={t('被举报人姓名或名称', 'Name of the accused')}
        rules={required(t)}
      >
        <Input autoComplete="off" />
      </Form.Item>
      <Form.Item name={['tip', 'accused', 'kind']} label={t('类别', 'Kind')} required>
        <Select options={options('tip.accused')} />
      </Form.Item>
      <div className="two">
        <Form.Item name={['tip', 'accused', 'address']} label={t('地址', 'Address')}>
          <Input autoComplete="off" />
        </Form.Item>
        <Form.Item name={['tip', 'accused', 'code']} label={t('统一社会信用代码', 'Unified social credit code')}>
          <Input autoComplete="off" />
        </Form.Item>
        <Form.Item name={['tip', 'accused', 'representative']} label={t('负责人', 'Representative')}>
          <Input autoComplete="off" />
        </Form.Item>
      </div>
      <Form.Item
        name={['tip', 'concernsStaff']}
        label={t('是否涉及人社部门或者经办机构工作人员', 'Does it concern staff of the department or the agency?')}
        required
      >
        <Radio.Group options={options('tip.staff')} />
      </Form.Item>
    </Section>
  );
}

function WhatHappened() {
  const { t } = useWords();
  const options = useOptions();
  return (
    <Section id="what" title={t('什么事', 'What happened')}>
      <Form.Item
        name={['tip', 'clue']}
        label={t('线索（如实记录原话）', 'The clue, as it was told')}
        rules={required(t)}
      >
        <Input.TextArea autoSize={{ minRows: 5, maxRows: 20 }} count={{ show: true, max: 20_000 }} />
      </Form.Item>
      <div className="two">
        <Form.Item name={['tip', 'fund']} label={t('基金', 'Fund')} required>
          <Select options={options('tip.fund')} />
        </Form.Item>
        <Form.Item name={['tip', 'conduct']} label={t('行为类型', 'Kinds of conduct')}>
          <Select
            mode="multiple"
            options={options('conduct')}
            showSearch={{ optionFilterProp: 'label' }}
            placeholder={t('可选多项', 'Several may be chosen')}
          />
        </Form.Item>
        <Form.Item name={['tip', 'when']} label={t('时间', 'When')}>
          <Input />
        </Form.Item>
        <Form.Item name={['tip', 'where']} label={t('地点', 'Where')}>
          <Input />
        </Form.Item>
        <Form.Item name={['tip', 'amount', 'cny']} label={t('金额', 'Amount')}>
          <InputNumber min={0} max={1e12} precision={2} controls={false} suffix={t('元', 'yuan')} className="wide" />
        </Form.Item>
        <Form.Item name={['tip', 'amount', 'basis']} label={t('金额性质', 'What the amount is')}>
          <Select options={options('tip.amount')} allowClear />
        </Form.Item>
        <Form.Item name={['tip', 'knownBy']} label={t('如何得知', 'How it is known')}>
          <Select options={options('tip.known')} allowClear />
        </Form.Item>
        <Form.Item name={['tip', 'interest']} label={t('与被举报人的关系', 'Relation to the accused')}>
          <Select options={options('tip.interest')} allowClear />
        </Form.Item>
      </div>
    </Section>
  );
}

function Tipster() {
  const { t } = useWords();
  return (
    <Section id="tipster" title={t('举报人（选填）', 'The tipster (optional)')}>
      <p className="quiet">
        {t(
          '姓名、证件号码和一种真实联系方式齐全的为实名举报，否则按匿名处理（《社会保险基金监督举报工作管理办法》第十五条）。身份单独封存。',
          'Name, ID number and one true contact make a real-name tip; anything less is anonymous (M49 art. 15). The identity is sealed apart.',
        )}
      </p>
      <div className="two">
        <Form.Item name={['tip', 'tipster', 'name']} label={t('姓名', 'Name')}>
          <Input autoComplete="off" />
        </Form.Item>
        <Form.Item name={['tip', 'tipster', 'idNumber']} label={t('证件号码', 'ID number')}>
          <Input autoComplete="off" />
        </Form.Item>
        <Form.Item name={['tip', 'tipster', 'phone']} label={t('电话', 'Telephone')}>
          <Input autoComplete="off" inputMode="tel" />
        </Form.Item>
        <Form.Item name={['tip', 'tipster', 'email']} label={t('邮箱', 'E-mail')}>
          <Input autoComplete="off" inputMode="email" />
        </Form.Item>
        <Form.Item name={['tip', 'tipster', 'address']} label={t('地址', 'Address')}>
          <Input autoComplete="off" />
        </Form.Item>
      </div>
      <Form.Item name={['tip', 'tipster', 'wantsNotice']} valuePropName="checked">
        <Checkbox>{t('要求告知受理情况和处理结果', 'Asks to be told of acceptance and result')}</Checkbox>
      </Form.Item>
    </Section>
  );
}
