import { Button, Checkbox, Form, Input, Select, Tag } from 'antd';
import { useState } from 'react';
import { Link, useSearchParams } from 'react-router';
import type { CaseHead } from '../api/types.ts';
import { usePages } from '../api/use-get.ts';
import { Due } from '../parts/due.tsx';
import { More } from '../parts/more.tsx';
import { Empty, Page } from '../parts/page.tsx';
import { Reading } from '../parts/reading.tsx';
import { labelOf, optionsOf } from '../words/labels.ts';
import { useWords } from '../words/words.tsx';

interface Wish {
  number?: string;
  accused?: string;
  kind?: string;
  state?: string;
  fund?: string;
  open?: boolean;
  overdue?: boolean;
}

const TEXTS = ['number', 'kind', 'state', 'fund'] as const;
const FLAGS = ['open', 'overdue'] as const;

function queryOf(wish: Wish): URLSearchParams {
  const query = new URLSearchParams();
  for (const key of TEXTS) if (wish[key]?.trim()) query.set(key, wish[key].trim());
  for (const key of FLAGS) if (wish[key]) query.set(key, 'true');
  return query;
}

export default function Search() {
  const { t } = useWords();
  const [params, setParams] = useSearchParams();
  // The accused's name stays out of the address: an address is kept in the history of the browser.
  const [accused, setAccused] = useState('');
  const [form] = Form.useForm<Wish>();
  const kind = Form.useWatch('kind', form) ?? params.get('kind') ?? undefined;
  const query = new URLSearchParams(params);
  if (accused) query.set('accused', accused);
  query.set('limit', '30');
  // A search by name is written into the journal of who looked for whom: only people make one.
  const pages = usePages<CaseHead>(`/api/cases?${query}`, { whenSeen: false });
  const initial: Wish = {
    ...Object.fromEntries(TEXTS.map((k) => [k, params.get(k) ?? undefined])),
    ...Object.fromEntries(FLAGS.map((k) => [k, params.get(k) === 'true'])),
  };
  return (
    <Page title={t('查找案件', 'Search cases')}>
      <Form<Wish>
        form={form}
        layout="vertical"
        className="search-form"
        initialValues={initial}
        requiredMark={false}
        onFinish={(wish) => {
          const name = wish.accused?.trim() ?? '';
          const next = queryOf(wish);
          if (name === accused && `${next}` === `${params}`) pages.reload();
          setAccused(name);
          setParams(next);
        }}
      >
        <Wishes kind={kind} chosen={() => form.setFieldValue('state', undefined)} />
        <div className="search-last">
          <Form.Item name="open" valuePropName="checked" noStyle>
            <Checkbox>{t('只看未办结', 'Open only')}</Checkbox>
          </Form.Item>
          <Form.Item name="overdue" valuePropName="checked" noStyle>
            <Checkbox>{t('只看有逾期', 'Overdue only')}</Checkbox>
          </Form.Item>
          <Button type="primary" htmlType="submit" loading={pages.loading}>
            {t('查找', 'Search')}
          </Button>
        </div>
      </Form>
      <Reading from={{ ...pages, data: pages.items }} what={t('案件', 'cases')}>
        {(items) => (
          <div aria-live="polite">
            {items.length === 0 ? (
              <Empty>
                {t(
                  '没有找到。您无权查看的案件不会出现在这里。',
                  'Nothing found. Cases that you may not see do not appear here.',
                )}
              </Empty>
            ) : (
              <ul className="results">
                {items.map((c) => (
                  <Found key={c.id} found={c} />
                ))}
              </ul>
            )}
            <More pages={pages} />
          </div>
        )}
      </Reading>
    </Page>
  );
}

/** What may be asked for. A state is one of a proceeding. */
function Wishes({ kind, chosen }: { kind: string | undefined; chosen: () => void }) {
  const { t, pick } = useWords();
  const options = (prefix: string) => optionsOf(prefix).map((o) => ({ value: o.value, label: pick(o) }));
  return (
    <>
      <Form.Item
        name="number"
        label={t('案件编号（开头即可）或文书文号', 'Case number (its beginning), or number of a document')}
      >
        <Input allowClear />
      </Form.Item>
      <Form.Item
        name="accused"
        label={t('被举报人（名称或其中两个字以上）', 'Accused (the name, or two characters of it or more)')}
        tooltip={t(
          '间隔号、括号、空格、全角半角和繁简不影响查找。',
          'Interpuncts, brackets, blanks, width and traditional characters make no difference.',
        )}
      >
        <Input allowClear autoComplete="off" />
      </Form.Item>
      <Form.Item name="kind" label={t('程序', 'Proceeding')}>
        <Select allowClear options={options('proceeding')} onChange={chosen} />
      </Form.Item>
      <Form.Item name="state" label={t('状态', 'State')}>
        <Select
          allowClear
          disabled={!kind}
          placeholder={kind ? '' : t('先选程序', 'Choose the proceeding first')}
          options={kind ? options(`state.${kind}`) : []}
        />
      </Form.Item>
      <Form.Item name="fund" label={t('基金', 'Fund')}>
        <Select allowClear options={options('tip.fund')} />
      </Form.Item>
    </>
  );
}

function Found({ found: c }: { found: CaseHead }) {
  const { t, pick } = useWords();
  return (
    <li className={c.overdue ? 'result overdue' : 'result'}>
      <div>
        <Link to={`/cases/${encodeURIComponent(c.id)}`} className="number">
          {c.number}
        </Link>
        <p className="quiet">
          {c.formerNumber ? t(`原编号 ${c.formerNumber} · `, `formerly ${c.formerNumber} · `) : ''}
          {pick(labelOf(`tip.fund.${c.fund}`))} · {pick(labelOf(`channel.${c.channel}`))} ·{' '}
          {c.named ? t('实名', 'Real name') : t('匿名', 'Anonymous')}
          {c.mergedInto ? t(' · 已并入主案', ' · merged') : ''}
        </p>
      </div>
      <div className="chips">
        {c.proceedings.map((p) => (
          <Tag key={p.id} className={p.ended ? 'state ended' : 'state'}>
            {pick(labelOf(`proceeding.${p.kind}`))}
            {t('：', ': ')}
            {pick(p.label)}
          </Tag>
        ))}
      </div>
      <Due due={c.nextDue} provisional={c.nextProvisional} overdue={c.overdue} />
    </li>
  );
}
