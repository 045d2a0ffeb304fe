import { Button, Input, Tag } from 'antd';
import { useState } from 'react';
import type { PeopleView, PostView, StaffView, UnitView } from '../../api/types.ts';
import { usePages } from '../../api/use-get.ts';
import { useTyped } from '../../form/pickers.tsx';
import { More } from '../../parts/more.tsx';
import { Empty, Section } from '../../parts/page.tsx';
import { Reading } from '../../parts/reading.tsx';
import { labelOf } from '../../words/labels.ts';
import { useWords } from '../../words/words.tsx';
import { type Typed, useChangeList } from './draft.ts';
import { kindName, ON_PERSON, ON_UNIT, typedBoth } from './kinds.ts';

/** Beside the people there is room for all units; above them they are folded away. */
const WIDE = '(min-width: 801px)';

/** Units as a tree, and a page of the people in them. */
export function Directory({ view }: { view: PeopleView }) {
  const { t, pick } = useWords();
  const { typed, setTyped, wanted } = useTyped();
  const [unit, setUnit] = useState<string | null>(null);
  const query = new URLSearchParams({ ...(unit ? { unit } : {}), ...(wanted.trim() ? { q: wanted } : {}) });
  const path = `/api/authority/people${query.size > 0 ? `?${query}` : ''}`;
  const pages = usePages<StaffView, Omit<PeopleView, 'next'>>(path, {
    by: 'after',
    of: ({ next, ...page }: PeopleView) => ({ ...page, items: page.people, ...(next === null ? {} : { next }) }),
  });
  const chosen = view.units.find((u) => u.id === unit);
  const total = pages.first?.total ?? 0;
  return (
    <div className="house">
      <Section id="units" title={t('机构', 'Units')}>
        <details className="unit-tree" open={matchMedia(WIDE).matches}>
          <summary>{chosen ? pick(chosen.name) : t('全部人员', 'Everybody')}</summary>
          <nav aria-label={t('按机构筛选', 'By unit')}>
            <button
              type="button"
              className="unit"
              aria-current={unit === null ? 'true' : undefined}
              onClick={() => setUnit(null)}
            >
              {t('全部人员', 'Everybody')}
            </button>
            <Tree units={view.units} parent={null} chosen={unit} choose={setUnit} />
          </nav>
        </details>
        {view.may.ask ? <UnitActions units={view.units} chosen={chosen} /> : null}
      </Section>
      <Section
        id="people"
        title={chosen ? t(`${pick(chosen.name)}的人员`, `People of ${pick(chosen.name)}`) : t('人员', 'People')}
      >
        <label htmlFor="people-sought">
          {t('按姓名、用户名、机构、职务或者岗位查找', 'Find by name, sign-in name, unit, post or role')}
        </label>
        <Input id="people-sought" type="search" value={typed} onChange={(e) => setTyped(e.target.value)} />
        <Reading from={{ ...pages, data: pages.items }} what={t('人员', 'the people')}>
          {(people) => (
            <>
              <p className="quiet" role="status">
                {t(`共${total}人`, total === 1 ? '1 person' : `${total} people`)}
              </p>
              {people.length === 0 ? <Empty>{t('没有找到。', 'Nobody found.')}</Empty> : null}
              <ul className="staff">
                {people.map((p) => (
                  <li key={p.id}>
                    <Member person={p} view={view} />
                  </li>
                ))}
              </ul>
              {total > people.length || people.length > 100 ? <More pages={pages} /> : null}
            </>
          )}
        </Reading>
      </Section>
    </div>
  );
}

/** Units beneath another, each with those beneath it. One whose unit above is not of the organ stands at the top. */
function Tree({
  units,
  parent,
  chosen,
  choose,
}: {
  units: readonly UnitView[];
  parent: string | null;
  chosen: string | null;
  choose: (unit: string) => void;
}) {
  const { t, pick, day } = useWords();
  const ids = new Set(units.map((u) => u.id));
  const here = units.filter((u) => (u.parent !== null && ids.has(u.parent) ? u.parent : null) === parent);
  if (here.length === 0) return null;
  return (
    <ul className="units">
      {here.map((u) => (
        <li key={u.id}>
          <button
            type="button"
            className="unit"
            aria-current={chosen === u.id ? 'true' : undefined}
            onClick={() => choose(u.id)}
          >
            {pick(u.name)} <span className="quiet">{t(`${u.people}人`, `${u.people}`)}</span>
            {u.until ? <Tag>{t(`至${day(u.until)}`, `until ${day(u.until)}`)}</Tag> : null}
          </button>
          <Tree units={units} parent={u.id} chosen={chosen} choose={choose} />
        </li>
      ))}
    </ul>
  );
}

function UnitActions({ units, chosen }: { units: readonly UnitView[]; chosen: UnitView | undefined }) {
  const { t, pick } = useWords();
  const list = useChangeList();
  const begin = (typed: Typed) => {
    for (const u of units) list.remember(u.id, u.name);
    list.begin(typed);
  };
  const stands = chosen?.until === null ? chosen : undefined;
  return (
    <div className="row-of-buttons">
      <Button
        size="small"
        onClick={() => begin({ kind: 'add-unit', settled: {}, values: stands ? { parent: stands.id } : {} })}
      >
        {pick(kindName('add-unit'))}
      </Button>
      <Button
        size="small"
        onClick={() => begin({ kind: 'add-person', settled: {}, values: stands ? { unit: stands.id } : {} })}
      >
        {pick(kindName('add-person'))}
      </Button>
      <Button
        size="small"
        onClick={() => begin({ kind: 'add-past-person', settled: {}, values: chosen ? { unit: chosen.id } : {} })}
      >
        {pick(kindName('add-past-person'))}
      </Button>
      {stands
        ? ON_UNIT.map((kind) => (
            <Button
              key={kind}
              size="small"
              onClick={() =>
                begin({
                  kind,
                  settled: { unit: stands.id },
                  values: kind === 'rename-unit' ? { name: typedBoth(stands.name) } : {},
                })
              }
            >
              {pick(kindName(kind))}
            </Button>
          ))
        : null}
      {stands ? null : (
        <p className="quiet">
          {t('选中一个机构，可以更名、调整隶属或者撤销。', 'Choose a unit to rename, move or close it.')}
        </p>
      )}
    </div>
  );
}

function Member({ person, view }: { person: StaffView; view: PeopleView }) {
  const { t, pick, day } = useWords();
  const [open, setOpen] = useState(false);
  const name = pick(person.name);
  const span = (from: string, until: string | null) => {
    if (until === null) return from > view.today ? t(`自${day(from)}起`, `from ${day(from)}`) : '';
    return from > view.today
      ? t(`${day(from)}至${day(until)}`, `${day(from)} to ${day(until)}`)
      : t(`至${day(until)}`, `until ${day(until)}`);
  };
  const unitName = (id: string) => pick(view.units.find((u) => u.id === id)?.name ?? { zh: id, en: id });
  const postText = (p: PostView) =>
    [
      `${unitName(p.unit)} · ${pick(p.post)}`,
      p.roles
        .map((role) => pick(labelOf(`role.${role}`)))
        .filter((role) => role !== pick(p.post))
        .join(t('、', ', ')),
      span(p.from, p.until),
      p.for ? t(`代${pick(p.for.name)}`, `as the deputy of ${pick(p.for.name)}`) : '',
    ]
      .filter(Boolean)
      .join(' · ');
  return (
    <>
      <h3>
        {name} <span className="quiet">{person.login ?? t('既往人员，没有账号', 'of the past, no account')}</span>{' '}
        {person.locked ? <Tag color="warning">{t('账号已锁定', 'Account locked')}</Tag> : null}
        {person.until ? (
          <Tag>
            {person.until < view.today
              ? t('已离任', 'Left')
              : t(`在任至${day(person.until)}`, `here until ${day(person.until)}`)}
          </Tag>
        ) : null}
      </h3>
      <ul className="posts">
        {person.posts.map((p) => (
          <li key={`${p.id} ${p.unit} ${p.from} ${p.for?.id}`}>
            {postText(p)}
            {p.from > view.today ? <Tag>{t('尚未开始', 'To come')}</Tag> : null}
          </li>
        ))}
        {person.certificates.map((c) => (
          <li key={c.number}>
            {t('证件 ', 'Certificate ')}
            <span className="number">{c.number}</span>
            {t(`，${day(c.from)}至${day(c.until)} `, `, ${day(c.from)} to ${day(c.until)} `)}
            {c.until < view.today ? <Tag color="error">{t('已失效', 'Over')}</Tag> : null}
            {c.checkDue ? <Tag color="warning">{t('应年度核验', 'Yearly check due')}</Tag> : null}
          </li>
        ))}
        {person.related.length > 0 ? (
          <li>
            {t('申报的关系：', 'Declared relations: ')}
            {person.related.map((r) => pick(r.name)).join(t('、', ', '))}
          </li>
        ) : null}
        {person.deputies.map((d) => (
          <li key={d.id}>
            {t(
              `由${pick(d.name)}代理，${day(d.from)}至${day(d.until)}`,
              `${pick(d.name)} stands in, ${day(d.from)} to ${day(d.until)}`,
            )}
          </li>
        ))}
      </ul>
      {view.may.ask ? (
        <>
          <Button
            className="spaced-little"
            size="small"
            aria-expanded={open}
            aria-label={t(`办理变更：${name}`, `Change something: ${name}`)}
            onClick={() => setOpen(!open)}
          >
            {t('办理变更', 'Change something')}
          </Button>
          {open ? (
            <div className="row-of-buttons">
              <MemberActions person={person} today={view.today} units={view.units} />
            </div>
          ) : null}
        </>
      ) : null}
    </>
  );
}

/** What can be changed of somebody: of themselves, and of each post, certificate, relation and deputy. */
function MemberActions({ person, today, units }: { person: StaffView; today: string; units: readonly UnitView[] }) {
  const { t, pick } = useWords();
  const list = useChangeList();
  const left = person.until !== null && person.until < today;
  const begin = (typed: Omit<Typed, 'person'>, names: [string, StaffView['name']][] = []) => {
    for (const u of units) list.remember(u.id, u.name);
    for (const [id, name] of [[person.id, person.name] as const, ...names]) list.remember(id, name);
    list.begin({ ...typed, person });
  };
  const whole = left ? (['rename-person'] as const) : ON_PERSON;
  return (
    <>
      {whole.map((kind) => (
        <Button
          key={kind}
          size="small"
          onClick={() =>
            begin({
              kind,
              settled: { person: person.id },
              values: kind === 'rename-person' ? { name: typedBoth(person.name) } : {},
            })
          }
        >
          {pick(kindName(kind))}
        </Button>
      ))}
      {person.posts.flatMap(({ id, post, for: whose }) =>
        id === null || whose !== null
          ? []
          : [
              <Button
                key={id}
                size="small"
                onClick={() =>
                  begin({ kind: 'end-post', settled: { person: person.id, post: id }, values: {} }, [[id, post]])
                }
              >
                {t(`免去职务：${pick(post)}`, `End the post: ${pick(post)}`)}
              </Button>,
            ],
      )}
      {person.certificates
        .filter((c) => c.until >= today)
        .flatMap(({ number }) =>
          (['check-certificate', 'end-certificate'] as const).map((kind) => (
            <Button
              key={`${kind} ${number}`}
              size="small"
              onClick={() =>
                begin({ kind, settled: { number }, values: kind === 'check-certificate' ? { on: today } : {} })
              }
            >
              {pick(kindName(kind))}
              {t('：', ': ')}
              {number}
            </Button>
          )),
        )}
      {person.related.map((r) => (
        <Button
          key={r.id}
          size="small"
          onClick={() =>
            begin({ kind: 'withdraw-relation', settled: { person: person.id, related: r.id }, values: {} }, [
              [r.id, r.name],
            ])
          }
        >
          {t(`撤销关系：${pick(r.name)}`, `Withdraw the relation: ${pick(r.name)}`)}
        </Button>
      ))}
      {person.deputies.map((d) => (
        <Button
          key={d.id}
          size="small"
          onClick={() =>
            begin({ kind: 'end-deputy', settled: { deputyship: d.id }, values: {} }, [
              [d.id, { zh: `${d.name.zh}代${person.name.zh}`, en: `${d.name.en} for ${person.name.en}` }],
            ])
          }
        >
          {t(`提前结束代理：${pick(d.name)}`, `End the deputyship early: ${pick(d.name)}`)}
        </Button>
      ))}
    </>
  );
}
