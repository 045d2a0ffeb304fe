import { Alert, Button, Checkbox, Input, Radio, Select } from 'antd';
import { useState } from 'react';
import { Link, useSearchParams } from 'react-router';
import type { HandedCase, HandedOver, HandoverView } from '../api/types.ts';
import { useSending } from '../api/use-doing.ts';
import { type Pages, useGet, usePages } from '../api/use-get.ts';
import { Due } from '../parts/due.tsx';
import { FailureNote } from '../parts/failure-note.tsx';
import { More } from '../parts/more.tsx';
import { Empty, Page, Section } from '../parts/page.tsx';
import { Reading } from '../parts/reading.tsx';
import { useWords } from '../words/words.tsx';

type Officer = HandoverView['officers'][number];

/** The work of an officer who is away, leaves or goes elsewhere, handed over in many cases for one reason. */
export default function Handover() {
  const { t } = useWords();
  const view = useGet<HandoverView>('/api/handover');
  const [at, setAt] = useSearchParams();
  const chosen = at.get('officer');
  return (
    <Page title={t('批量改派承办人', 'Hand over the cases of an officer')}>
      <p className="lead">
        {t(
          '承办人休假、离任或者轮岗时，把其名下的案件一次交给他人。每件案件各记一次改派，理由相同；接手的人须回避的案件保持不变，并逐件说明。',
          'Where an officer is away, leaves or goes to another post, their cases go to others in one step. Each case has an act of its own, for the same reason; one in which whoever takes over must stay outside is left as it is, and you are told.',
        )}
      </p>
      <Reading from={view} what={t('承办人', 'the officers')}>
        {(house) => {
          const officer = house.officers.find((one) => one.id === chosen);
          return (
            <>
              <Officers officers={house.officers} chosen={chosen} choose={(id) => setAt({ officer: id })} />
              {officer ? <Cases key={officer.id} officer={officer} house={house} done={view.reload} /> : null}
            </>
          );
        }}
      </Reading>
    </Page>
  );
}

function Officers({
  officers,
  chosen,
  choose,
}: {
  officers: readonly Officer[];
  chosen: string | null;
  choose(id: string): void;
}) {
  const { t, pick, day } = useWords();
  const stands = ({ stands, deputy }: Officer) =>
    deputy
      ? t(
          `不在岗，由${pick(deputy.name)}代理至${day(deputy.until)}`,
          `away, ${pick(deputy.name)} stands in until ${day(deputy.until)}`,
        )
      : stands === 'gone'
        ? t('已不是承办人', 'no officer any more')
        : t('在岗', 'here');
  return (
    <Section id="officers" title={t('改派谁的案件', 'Whose cases')}>
      {officers.length === 0 ? (
        <Empty>{t('没有可以改派的案件。', 'There is no case in which you name officers.')}</Empty>
      ) : (
        <Radio.Group
          className="handing"
          aria-label={t('改派谁的案件', 'Whose cases')}
          value={chosen}
          onChange={({ target }) => choose(String(target.value))}
          options={officers.map((one) => ({
            value: one.id,
            label: (
              <>
                <b>{pick(one.name)}</b>{' '}
                <span className="quiet">
                  {t(
                    `${one.cases}件 · ${stands(one)}`,
                    `${one.cases === 1 ? 'one case' : `${one.cases} cases`}, ${stands(one)}`,
                  )}
                </span>
              </>
            ),
          }))}
        />
      )}
    </Section>
  );
}

function Cases({ officer, house, done }: { officer: Officer; house: HandoverView; done(): void }) {
  const { t, pick } = useWords();
  const pages = usePages<HandedCase>(`/api/handover/${encodeURIComponent(officer.id)}?limit=200`);
  const [without, setWithout] = useState<readonly string[]>([]);
  const [result, setResult] = useState<{ answer: HandedOver; names: ReadonlyMap<string, string> } | null>(null);
  const items = pages.items ?? [];
  const chosen = items.filter((c) => !without.includes(c.caseId));
  return (
    <>
      {result ? <Outcome {...result} /> : null}
      <Section id="cases" title={t(`${pick(officer.name)}名下的案件`, `Cases of ${pick(officer.name)}`)}>
        <Reading from={{ ...pages, data: pages.items }} what={t('案件', 'the cases')}>
          {(all) =>
            all.length === 0 ? (
              <Empty>{t('没有可以改派的案件。', 'There is none in which you name officers.')}</Empty>
            ) : (
              <CaseList all={all} officer={officer} without={without} setWithout={setWithout} pages={pages} />
            )
          }
        </Reading>
      </Section>
      {items.length > 0 ? (
        <Handing
          officer={officer}
          house={house}
          chosen={chosen}
          sent={(answer) => {
            setResult({ answer, names: new Map(items.map((c) => [c.caseId, c.number])) });
            pages.reload();
            done();
          }}
        />
      ) : null}
    </>
  );
}

function CaseList({
  all,
  officer,
  without,
  setWithout,
  pages,
}: {
  all: readonly HandedCase[];
  officer: Officer;
  without: readonly string[];
  setWithout(ids: readonly string[]): void;
  pages: Pages<HandedCase>;
}) {
  const { t, pick } = useWords();
  const some = all.some((c) => without.includes(c.caseId));
  return (
    <>
      <Checkbox
        checked={!some}
        indeterminate={some && all.some((c) => !without.includes(c.caseId))}
        onChange={({ target }) => setWithout(target.checked ? [] : all.map((c) => c.caseId))}
      >
        {t('全部选中', 'All of them')}
      </Checkbox>
      <ul className="work handed">
        {all.map((c) => (
          <li key={c.caseId} className="work-item">
            <div className="work-due">
              <Due due={c.due} provisional={c.provisional} />
            </div>
            <div className="work-text">
              <Checkbox
                checked={!without.includes(c.caseId)}
                onChange={({ target }) =>
                  setWithout(target.checked ? without.filter((one) => one !== c.caseId) : [...without, c.caseId])
                }
              >
                <span className="number">{c.number}</span>
              </Checkbox>
              <p className="work-meta">
                <span>{pick(c.label)}</span>
                <span className="quiet">
                  {t('承办人：', 'Officers: ')}
                  {c.officers.map(({ name }) => pick(name)).join(t('、', ', '))}
                </span>
                <Link to={`/cases/${encodeURIComponent(c.caseId)}`}>
                  {t('查看案件', 'Open the case')}
                  <span className="only-heard"> {c.number}</span>
                </Link>
              </p>
              {c.officers.some(({ id }) => id === officer.deputy?.id) ? (
                <p className="quiet">{t('代理人已参与本案。', 'Whoever stands in is named already.')}</p>
              ) : null}
            </div>
          </li>
        ))}
      </ul>
      <More pages={pages} />
    </>
  );
}

/** Who takes over, why, and the sending. */
function Handing({
  officer,
  house,
  chosen,
  sent,
}: {
  officer: Officer;
  house: HandoverView;
  chosen: readonly HandedCase[];
  sent(answer: HandedOver): void;
}) {
  const { t, pick } = useWords();
  const deputy = house.successors.find((one) => one.id === officer.deputy?.id);
  const [successors, setSuccessors] = useState<string[]>(deputy ? [deputy.id] : []);
  const [stays, setStays] = useState(officer.stands === 'away');
  const [reason, setReason] = useState('');
  const [checked, setChecked] = useState(false);
  const { busy, failure, send } = useSending<HandedOver>('/api/handover', { seconds: 120, sent });
  const ready = chosen.length > 0 && successors.length > 0 && reason.trim() !== '' && checked;
  const hand = () => {
    const cases = chosen.map(({ caseId, proceeding }) => ({ caseId, proceeding }));
    void send({ officer: officer.id, cases, successors, stays, reason: reason.trim(), conflictChecked: true });
  };
  return (
    <Section id="handing" title={t('交给谁', 'To whom')}>
      <div className="handing">
        <label htmlFor="successors">{t('接手的承办人', 'Who takes over')}</label>
        <Select
          id="successors"
          mode="multiple"
          value={successors}
          onChange={setSuccessors}
          options={house.successors
            .filter((one) => one.id !== officer.id && one.organ === officer.organ)
            .map((one) => ({ value: one.id, label: `${pick(one.name)} (${one.login})` }))}
          showSearch={{ optionFilterProp: 'label' }}
          placeholder={t('请选择', 'Choose')}
          notFoundContent={t('没有找到', 'Nobody found')}
        />
        {officer.stands === 'gone' ? null : (
          <Checkbox checked={stays} onChange={({ target }) => setStays(target.checked)}>
            {t('原承办人仍列名，休假期满后继续承办', 'They stay named, to go on after the leave')}
          </Checkbox>
        )}
        <label htmlFor="reason">{t('理由', 'Reason')}</label>
        <Input.TextArea
          id="reason"
          value={reason}
          onChange={({ target }) => setReason(target.value)}
          count={{ show: true, max: 2000 }}
          autoSize={{ minRows: 2 }}
        />
        <Checkbox checked={checked} onChange={({ target }) => setChecked(target.checked)}>
          {t('已核对利益关系，含聘用、借调人员', 'Conflicts were checked, contract and seconded staff included')}
        </Checkbox>
        {failure ? <FailureNote failure={failure} /> : null}
        <div className="buttons">
          <Button type="primary" loading={busy} disabled={!ready} onClick={hand}>
            {busy
              ? t('正在改派…', 'Handing over…')
              : t(
                  `改派${chosen.length}件`,
                  chosen.length === 1 ? 'Hand over one case' : `Hand over ${chosen.length} cases`,
                )}
          </Button>
        </div>
      </div>
    </Section>
  );
}

function Outcome({ answer: { done, left }, names }: { answer: HandedOver; names: ReadonlyMap<string, string> }) {
  const { t, pick } = useWords();
  return (
    <div aria-live="polite">
      <Alert
        type={left.length === 0 ? 'success' : 'warning'}
        showIcon
        title={t(
          `已改派${done.length}件${left.length > 0 ? `，${left.length}件保持不变` : ''}。`,
          `${done.length} handed over${left.length > 0 ? `, ${left.length} left as they are` : ''}.`,
        )}
        {...(left.length > 0
          ? {
              description: (
                <ul className="left-as-is">
                  {left.map(({ caseId, message }) => (
                    <li key={caseId}>
                      <Link to={`/cases/${encodeURIComponent(caseId)}`}>{names.get(caseId) ?? caseId}</Link>
                      {t('：', ': ')}
                      {pick(message)}
                    </li>
                  ))}
                </ul>
              ),
            }
          : {})}
      />
    </div>
  );
}
