import { Alert, Button, Tag } from 'antd';
import { useEffect, useMemo, useRef, useState } from 'react';
import { Link, useParams } from 'react-router';
import { useSession } from '../../api/session.tsx';
import type { Acts, CaseView, OfferedAct, Staff } from '../../api/types.ts';
import { type Loaded, useGet } from '../../api/use-get.ts';
import { AboutCaseContext } from '../../form/about-case.ts';
import { FailureNote } from '../../parts/failure-note.tsx';
import { Page, Section } from '../../parts/page.tsx';
import { ReadAt } from '../../parts/read-at.tsx';
import { Reading, Waiting } from '../../parts/reading.tsx';
import { nameOf } from '../../parts/who.tsx';
import { labelOf } from '../../words/labels.ts';
import { useWords } from '../../words/words.tsx';
import { ActDrawer } from './act-drawer.tsx';
import { ActsPanel } from './acts-panel.tsx';
import { Clocks } from './clocks.tsx';
import { EvidenceList } from './evidence.tsx';
import { Letters, Messages, People, Tasks } from './lists.tsx';
import { Timeline } from './timeline.tsx';
import { Tip } from './tip.tsx';

export default function CasePage() {
  const { id = '' } = useParams();
  const { t } = useWords();
  const path = `/api/cases/${encodeURIComponent(id)}`;
  const found = useGet<CaseView>(path);
  if (found.data === undefined) {
    return (
      <Page title={t('案件', 'Case')}>
        {found.failure ? (
          <FailureNote failure={found.failure} retry={found.reload}>
            <p>
              <Link to="/">{t('回到待办', 'Back to the work list')}</Link>
            </p>
          </FailureNote>
        ) : (
          <Waiting what={t('正在读取案件…', 'Reading the case…')} />
        )}
      </Page>
    );
  }
  return <Open key={id} view={found.data} found={found} path={path} />;
}

const sameAct = (a: OfferedAct, b: OfferedAct | null) => a.act === b?.act && a.proceeding === b.proceeding;

/** What can be done, read again when an act by somebody else has moved the version: it may have changed with it. */
function useActs(path: string, { version }: CaseView): Loaded<Acts> {
  const acts = useGet<Acts>(`${path}/acts`);
  const known = useRef(version);
  const { reload } = acts;
  useEffect(() => {
    if (known.current !== version) {
      known.current = version;
      reload();
    }
  }, [version, reload]);
  return acts;
}

/** The act whose form is open. What it decides on stays what was read, until it was refused and everything is read again. */
function useChosen(acts: Loaded<Acts>) {
  const [chosen, setChosen] = useState<OfferedAct | null>(null);
  const [readAgain, setReadAgain] = useState(false);
  const now = readAgain ? acts.data?.allowed.find((a) => sameAct(a, chosen)) : undefined;
  return {
    chosen,
    now: now ?? chosen,
    choose(act: OfferedAct | null) {
      setChosen(act);
      setReadAgain(false);
    },
    readAgain: () => setReadAgain(true),
  };
}

/** A link to a part of the page (#clocks) arrives before the part is there. */
function useAnchor() {
  useEffect(() => {
    const at = location.hash.slice(1);
    if (at) document.getElementById(at)?.scrollIntoView();
  }, []);
}

function Open({ view, found, path }: { view: CaseView; found: Loaded<CaseView>; path: string }) {
  const { t } = useWords();
  const { me } = useSession();
  const acts = useActs(path, view);
  const staff = useGet<Staff>('/api/staff');
  const { chosen, now, choose, readAgain } = useChosen(acts);
  const [done, setDone] = useState<string | null>(null);
  const offers = chosen?.offers ?? null;
  const about = useMemo(
    () => ({ me: me.id, officers: view.officers, offers, staff }),
    [me.id, view.officers, offers, staff],
  );
  useAnchor();
  const reload = () => {
    found.reload();
    acts.reload();
  };
  return (
    <AboutCaseContext value={about}>
      <Page title={t(`案件 ${view.number}`, `Case ${view.number}`)} aside={<ReadAt from={{ ...found, reload }} />}>
        {found.failure ? <FailureNote failure={found.failure} retry={reload} /> : null}
        {view.mergedInto ? <MergedInto leading={view.mergedInto} /> : null}
        <Head view={view} />
        <Done text={done} seen={() => setDone(null)} />
        <Columns view={view} path={path} acts={acts} choose={choose} opened={found.reload} changed={reload} />
        {chosen && now ? (
          <ActDrawer
            key={`${chosen.proceeding}-${chosen.act}`}
            act={now}
            view={view}
            path={path}
            close={() => choose(null)}
            recorded={(text) => {
              choose(null);
              setDone(text);
              reload();
            }}
            reload={() => {
              readAgain();
              reload();
            }}
          />
        ) : null}
      </Page>
    </AboutCaseContext>
  );
}

function MergedInto({ leading }: { leading: string }) {
  const { t } = useWords();
  return (
    <Alert
      type="info"
      showIcon
      title={
        <>
          {t('本案已并入主案。', 'This case was merged. ')}
          <Link to={`/cases/${encodeURIComponent(leading)}`}>{t('查看主案', 'See the leading case')}</Link>
        </>
      }
    />
  );
}

/** Who may not read the tip is not told whether there is evidence or a thread either. */
const readsTip = (view: CaseView) => view.tip !== undefined;

/** What the case is, where each proceeding stands, and the way to the parts of the page. */
function Head({ view }: { view: CaseView }) {
  const { t, pick, when } = useWords();
  const officers = view.officers.map((o) => pick(nameOf(view.people, o)));
  const reads = readsTip(view);
  return (
    <div className="case-head panel">
      <dl className="head-facts">
        {view.formerNumber ? <Fact name={t('原编号', 'Former number')}>{view.formerNumber}</Fact> : null}
        <Fact name={t('接收', 'Received')}>{when(view.receivedAt)}</Fact>
        <Fact name={t('渠道', 'Channel')}>{pick(labelOf(`channel.${view.channel}`))}</Fact>
        <Fact name={t('基金', 'Fund')}>{pick(labelOf(`tip.fund.${view.fund}`))}</Fact>
        <Fact name={t('举报人', 'Tipster')}>
          {view.named ? t('实名（身份封存）', 'Real name (sealed)') : t('匿名', 'Anonymous')}
        </Fact>
        <Fact name={t('承办人', 'Officers')}>
          {officers.length > 0 ? officers.join(t('、', ', ')) : t('尚未指定', 'None yet')}
        </Fact>
        {view.regime === 'labour-inspection' ? (
          <Fact name={t('适用', 'Regime')}>{t('劳动保障监察', 'Labour inspection')}</Fact>
        ) : null}
      </dl>
      <ul className="proceedings" aria-label={t('程序', 'Proceedings')}>
        {view.details.map((p) => (
          <li key={p.id} className={p.ended ? 'proceeding ended' : 'proceeding'}>
            <span className="proceeding-title">{pick(p.title)}</span>
            <b>{pick(p.label)}</b>
            {p.ended ? <span className="quiet">{t('已结束', 'ended')}</span> : null}
            {p.flags.map((f) => (
              <Tag key={f.id} className="flag">
                {pick(f.label)}
              </Tag>
            ))}
          </li>
        ))}
      </ul>
      <nav className="anchors" aria-label={t('本页内容', 'On this page')}>
        <a href="#acts">{t('能办什么', 'What I can do')}</a>
        <a href="#clocks">{t('期限', 'Deadlines')}</a>
        <a href="#timeline">{t('经过', 'Timeline')}</a>
        <a href="#tip">{t('举报内容', 'Tip')}</a>
        {reads ? <a href="#evidence">{t('证据', 'Evidence')}</a> : null}
        {reads ? <a href="#messages">{t('往来', 'Messages')}</a> : null}
        <a href="#letters">{t('文书', 'Letters')}</a>
      </nav>
    </div>
  );
}

/** That an act is recorded: said where the reader then is. */
function Done({ text, seen }: { text: string | null; seen: () => void }) {
  const at = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (text !== null) at.current?.focus();
  }, [text]);
  return (
    <div ref={at} tabIndex={-1} role="status" className="done">
      {text ? <Alert type="success" showIcon title={text} closable={{ onClose: seen }} /> : null}
    </div>
  );
}

/** The parts of the page: what can be done and what was, beside what was told. */
function Columns({
  view,
  path,
  acts,
  choose,
  opened,
  changed,
}: {
  view: CaseView;
  path: string;
  acts: Loaded<Acts>;
  choose: (act: OfferedAct) => void;
  /** A sealed file was opened. */
  opened: () => void;
  changed: () => void;
}) {
  const { t } = useWords();
  const reply = acts.data?.allowed.find((a) => a.act === 'reply');
  const reads = readsTip(view);
  return (
    <div className="case-columns">
      <div>
        <Section id="acts" title={t('现在能办什么', 'What I can do now')}>
          <Reading from={acts} what={t('可办事项', 'what can be done')}>
            {(data) => <ActsPanel acts={data} view={view} choose={choose} />}
          </Reading>
        </Section>
        <Clocks view={view} path={path} />
        <Timeline view={view} />
      </div>
      <div>
        <Tip view={view} path={path} />
        {reads ? <EvidenceList view={view} path={path} opened={opened} /> : null}
        {reads ? (
          <Messages
            view={view}
            reply={
              reply ? (
                <Button size="small" onClick={() => choose(reply)}>
                  {t('回复', 'Reply')}
                </Button>
              ) : null
            }
          />
        ) : null}
        <Letters view={view} />
        <Tasks view={view} changed={changed} />
        <People view={view} />
      </div>
    </div>
  );
}

function Fact({ name, children }: { name: string; children: React.ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
