import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { SelectProps } from 'antd';
import { Button, DatePicker, Select } from 'antd';
import dayjs, { type Dayjs } from 'dayjs';
import { useEffect, useState } from 'react';
import type { CaseHead, Page } from '../api/types.ts';
import { labelOf } from '../words/labels.ts';
import { useWords } from '../words/words.tsx';
import { useAboutCase } from './about-case.ts';

export interface Control<T> {
  id?: string;
  value?: T | undefined;
  onChange?: (value: T | undefined) => void;
  'aria-required'?: boolean | 'true' | 'false';
}

/**
 * Colleagues by name and role. `only: 'officers'` offers the case's other officers alone; `'assignable'` those whom the act may name.
 */
export function StaffPicker({
  several = false,
  only,
  ...control
}: Control<string | string[]> & { several?: boolean; only?: 'officers' | 'others' | 'assignable' }) {
  const { t, pick } = useWords();
  const about = useAboutCase();
  const items = about?.staff.data?.items ?? [];
  const name = (p: (typeof items)[number]) => {
    const roles = p.roles.map((r) => pick(labelOf(`role.${r}`))).join(t('、', ', '));
    return roles === pick(p.name) ? pick(p.name) : `${pick(p.name)} · ${roles}`;
  };
  const called = (p: (typeof items)[number]) => (p.former ? t(`${name(p)}（已离任）`, `${name(p)} (left)`) : name(p));
  const option = (p: (typeof items)[number]) => ({
    value: p.id,
    label: called(p),
    search: `${p.login ?? ''} ${called(p)}`,
  });
  const officers = items.filter((p) => about?.officers.includes(p.id));
  const others = items.filter((p) => !p.former && !about?.officers.includes(p.id));
  const former = items.filter((p) => p.former && !about?.officers.includes(p.id));
  const assignable = items.filter((p) => about?.offers?.includes(p.id) ?? (p.roles.includes('officer') && !p.former));
  const notMe = (p: { id: string }) => p.id !== about?.me;
  const options =
    only === 'officers'
      ? officers.filter(notMe).map(option)
      : only === 'others'
        ? items.filter(notMe).map(option)
        : only === 'assignable'
          ? assignable.map(option)
          : officers.length === 0
            ? [...others, ...former].map(option)
            : [
                { label: t('本案承办人', 'Officers of this case'), options: officers.map(option) },
                { label: t('其他人员', 'Others'), options: [...others, ...former].map(option) },
              ];
  if (about?.staff.failure && items.length === 0) {
    return (
      <span className="picker-failed" role="alert">
        {t('读不到人员名单。', 'The list of staff could not be read.')}{' '}
        <Button size="small" onClick={about.staff.reload}>
          {t('重试', 'Try again')}
        </Button>
      </span>
    );
  }
  const props: SelectProps = {
    ...control,
    options,
    loading: about?.staff.loading ?? false,
    showSearch: { optionFilterProp: 'search' },
    allowClear: true,
    placeholder: about?.staff.loading ? t('正在读取人员名单…', 'Reading the list of staff…') : t('请选择', 'Choose'),
    notFoundContent:
      only === 'officers'
        ? t('本案还没有另一名承办人，请先指定。', 'This case has no other officer yet: assign one first.')
        : t('没有找到', 'Nobody found'),
    ...(several ? { mode: 'multiple' as const } : {}),
  };
  return <Select {...props} />;
}

/** Units of the organ, by name. */
export function UnitPicker({ several = false, ...control }: Control<string | string[]> & { several?: boolean }) {
  const { t, pick } = useWords();
  const about = useAboutCase();
  const units = about?.staff.data?.units ?? [];
  const props: SelectProps = {
    ...control,
    options: [
      { value: 'none', label: t('不属于本机关', 'Not of this organ') },
      ...units.map((u) => ({ value: u.id, label: pick(u.name) })),
    ],
    loading: about?.staff.loading ?? false,
    showSearch: { optionFilterProp: 'label' },
    allowClear: true,
    placeholder: t('请选择', 'Choose'),
    ...(several ? { mode: 'multiple' as const } : {}),
  };
  return <Select {...props} />;
}

const TYPING_MS = 250;

/** What is typed, and what of it is looked for once the typing rests. */
export function useTyped(): { typed: string; setTyped: (typed: string) => void; wanted: string } {
  const [typed, setTyped] = useState('');
  const [wanted, setWanted] = useState('');
  useEffect(() => {
    const timer = setTimeout(() => setWanted(typed), TYPING_MS);
    return () => clearTimeout(timer);
  }, [typed]);
  return { typed, setTyped, wanted };
}

interface Searched<Data> extends Control<string> {
  /** Address of what is found for a text. */
  path: (wanted: string) => string;
  /** What of an answer is offered; `sought`: what each is looked for by. */
  offer: (data: Data | undefined, wanted: string) => { value: string; label: string; sought: string }[];
  /** Told of what is chosen, with the answer in which it was found. */
  chosen?: (value: string, data: Data | undefined) => void;
  placeholder: string;
  allowClear?: boolean;
  words: { failed: string; none: string };
}

/**
 * One of so many that the API looks for them. What was found for what was typed before is no answer to what is typed now: until that has
 * come, those alone are offered that have it in what they are looked for by. Else whoever is quick chooses somebody else.
 */
export function SearchedPicker<Data>({ path, offer, chosen, words, ...control }: Searched<Data>) {
  const { t } = useWords();
  const { typed, setTyped, wanted } = useTyped();
  const found = useQuery<Data>({ queryKey: [path(wanted)], placeholderData: keepPreviousData });
  const stale = typed !== wanted || found.isPlaceholderData;
  const has = (input: string, option?: { sought?: string }) =>
    (option?.sought ?? '').toLowerCase().includes(input.trim().toLowerCase());
  return (
    <Select
      {...control}
      options={offer(found.data, wanted)}
      onChange={(value: string | undefined) => {
        if (value !== undefined) chosen?.(value, found.data);
        control.onChange?.(value);
      }}
      showSearch={{ filterOption: stale ? has : false, onSearch: setTyped }}
      loading={found.isFetching}
      notFoundContent={
        found.isError && !found.isFetching ? words.failed : found.isFetching ? t('正在查找…', 'Searching…') : words.none
      }
    />
  );
}

/** Another case, found by the beginning of its number. */
export function CasePicker(control: Control<string>) {
  const { t } = useWords();
  return (
    <SearchedPicker<Page<CaseHead>>
      {...control}
      path={(wanted) => `/api/cases?limit=20&number=${encodeURIComponent(wanted)}`}
      offer={(data) => (data?.items ?? []).map((c) => ({ value: c.id, label: c.number, sought: c.number }))}
      allowClear
      placeholder={t('输入案件编号', 'Type a case number')}
      words={{
        failed: t('读不到案件，请再输入一次。', 'Cases could not be read: type again.'),
        none: t('没有找到', 'Nothing found'),
      }}
    />
  );
}

/** A plain legal date as `YYYY-MM-DD`; no time zone of the browser touches it. */
export function DayPicker({ value, onChange, ...rest }: Control<string>) {
  const { t } = useWords();
  return (
    <DatePicker
      {...rest}
      value={value ? dayjs(value) : null}
      onChange={(day: Dayjs | null) => onChange?.(day ? day.format('YYYY-MM-DD') : undefined)}
      placeholder={t('年-月-日', 'YYYY-MM-DD')}
      format={['YYYY-MM-DD', 'YYYYMMDD', 'YYYY/M/D', 'YYYY-M-D']}
      className="wide"
    />
  );
}

/** An instant to the minute, always Beijing time. */
export function InstantPicker({ value, onChange, ...rest }: Control<string>) {
  const { t } = useWords();
  return (
    <DatePicker
      {...rest}
      showTime={{ format: 'HH:mm' }}
      value={value ? dayjs(value.slice(0, 16)) : null}
      onChange={(at: Dayjs | null) => onChange?.(at ? at.format('YYYY-MM-DDTHH:mm:00+08:00') : undefined)}
      placeholder={t('年-月-日 时：分', 'YYYY-MM-DD HH:mm')}
      format={['YYYY-MM-DD HH:mm', 'YYYY-M-D H:mm']}
      className="wide"
    />
  );
}
