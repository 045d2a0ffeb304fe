import { Input, Select } from 'antd';
import type { Bilingual, PeopleView } from '../api/types.ts';
import { useWords } from '../words/words.tsx';
import { useHouse } from './house.ts';
import { type Control, SearchedPicker } from './pickers.tsx';

/** A unit of the organ that stands, or one that the list in hand adds. */
export function OwnUnitPicker(control: Control<string>) {
  const { t, pick } = useWords();
  const house = useHouse();
  const units = (house?.units ?? []).filter((u) => u.until === null);
  const added = Object.entries(house?.added.units ?? {});
  return (
    <Select
      {...control}
      options={[
        ...units.map((u) => ({ value: u.id, label: pick(u.name) })),
        ...added.map(([value, name]) => ({ value, label: pick(name) })),
      ]}
      allowClear
      showSearch={{ optionFilterProp: 'label' }}
      placeholder={t('请选择', 'Choose')}
      notFoundContent={t('没有找到', 'Nothing found')}
    />
  );
}

/** An organ beneath that stands. */
export function OrganPicker(control: Control<string>) {
  const { t, pick } = useWords();
  const house = useHouse();
  return (
    <Select
      {...control}
      options={(house?.beneath ?? []).map((o) => ({ value: o.id, label: pick(o.name) }))}
      allowClear
      showSearch={{ optionFilterProp: 'label' }}
      placeholder={t('请选择', 'Choose')}
      notFoundContent={t('没有找到', 'Nothing found')}
    />
  );
}

/** Somebody of the organ, found by name or sign-in name: of thousands a page is read. `units`: or one of its units. */
export function ColleaguePicker({ units = false, ...control }: Control<string> & { units?: boolean }) {
  const { t, pick } = useWords();
  const house = useHouse();
  const login = (id: string) => (house?.units.some((u) => u.id === id) || id.includes('/') ? '' : ` (${id})`);
  const namedIn = (people: PeopleView['people'] = []): Map<string, Bilingual> => {
    const named = new Map<string, Bilingual>([
      ...people.map((p): [string, Bilingual] => [p.id, p.name]),
      ...Object.entries(house?.added.people ?? {}),
      ...(units ? (house?.units ?? []).map((u): [string, Bilingual] => [u.id, u.name]) : []),
    ]);
    const chosen = control.value === undefined ? undefined : house?.names[control.value];
    if (control.value !== undefined && chosen && !named.has(control.value)) named.set(control.value, chosen);
    return named;
  };
  return (
    <SearchedPicker<PeopleView>
      {...control}
      path={(wanted) => `/api/authority/people?q=${encodeURIComponent(wanted)}`}
      offer={(data, wanted) => {
        const like = wanted.trim().toLowerCase();
        // Whom the API found stays, whatever they were found by.
        const answered = new Set(data?.people.map((p) => p.id));
        return [...namedIn(data?.people)].flatMap(([id, name]) => {
          const sought = [id, name.zh, name.en].join(' ');
          const fits = id === control.value || answered.has(id) || sought.toLowerCase().includes(like);
          return fits ? [{ value: id, label: `${pick(name)}${login(id)}`, sought }] : [];
        });
      }}
      allowClear
      chosen={(id, data) => {
        const name = namedIn(data?.people).get(id);
        if (name) house?.remember(id, name);
      }}
      placeholder={t('输入姓名或者用户名', 'Type a name or a sign-in name')}
      words={{
        failed: t('读不到人员，请再输入一次。', 'People could not be read: type again.'),
        none: t('没有找到', 'Nobody found'),
      }}
    />
  );
}

/** Words in Chinese, and in English where they differ. */
export function BothInput({
  id,
  value,
  onChange,
  title = '',
}: Control<string | Partial<Bilingual>> & { title?: string }) {
  const { t } = useWords();
  const zh = (typeof value === 'string' ? value : value?.zh) ?? '';
  const en = (typeof value === 'string' ? '' : value?.en) ?? '';
  const put = (next: Bilingual) => onChange?.(next.en === '' ? next.zh : next);
  return (
    <div className="both">
      <Input
        {...(id === undefined ? {} : { id })}
        value={zh}
        onChange={(e) => put({ zh: e.target.value, en })}
        placeholder={t('中文', 'Chinese')}
      />
      <Input
        value={en}
        lang="en"
        aria-label={t(`${title}，英文（不填则与中文相同）`, `${title}, in English (left out: as in Chinese)`)}
        onChange={(e) => put({ zh, en: e.target.value })}
        placeholder={t('英文（不填则与中文相同）', 'English (left out: as in Chinese)')}
      />
    </div>
  );
}
