import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { SelectProps } from 'antd';
import { Button, DatePicker, Select } from 'antd';
import dayjs, { type Dayjs } from 'dayjs';
import { useEffect, useState } from 'react';
import type { CaseHead, Page } from '../api/types.ts';
import { labelOf } from '../words/labels.ts';
import { useWords } from '../words/words.tsx';
import { useAboutCase } from './about-case.ts';

interface Control<T> {
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
  const option = (p: (typeof items)[number]) => ({ value: p.id, label: name(p), search: `${p.login} ${name(p)}` });
  const officers = items.filter((p) => about?.officers.includes(p.id));
  const others = items.filter((p) => !about?.officers.includes(p.id));
  const assignable = items.filter((p) => about?.offers?.includes(p.id) ?? p.roles.includes('officer'));
  const notMe = (p: { id: string }) => p.id !== about?.me;
  const options =
    only === 'officers'
      ? officers.filter(notMe).map(option)
      : only === 'others'
        ? items.filter(notMe).map(option)
        : only === 'assignable'
          ? assignable.map(option)
          : officers.length === 0
            ? items.map(option)
            : [
                { label: t('本案承办人', 'Officers of this case'), options: officers.map(option) },
                { label: t('其他人员', 'Others'), options: others.map(option) },
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

/** Another case, found by the beginning of its number. */
export function CasePicker(control: Control<string>) {
  const { t } = useWords();
  const [typed, setTyped] = useState('');
  const [wanted, setWanted] = useState('');
  useEffect(() => {
    const timer = setTimeout(() => setWanted(typed), TYPING_MS);
    return () => clearTimeout(timer);
  }, [typed]);
  const found = useQuery<Page<CaseHead>>({
    queryKey: [`/api/cases?limit=20&number=${encodeURIComponent(wanted)}`],
    placeholderData: keepPreviousData,
  });
  return (
    <Select
      {...control}
      options={(found.data?.items ?? []).map((c) => ({ value: c.id, label: c.number }))}
      allowClear
      showSearch={{ filterOption: false, onSearch: setTyped }}
      loading={found.isFetching}
      placeholder={t('输入案件编号', 'Type a case number')}
      notFoundContent={
        found.isError && !found.isFetching
          ? t('读不到案件，请再输入一次。', 'Cases could not be read: type again.')
          : found.isFetching
            ? t('正在查找…', 'Searching…')
            : t('没有找到', 'Nothing found')
      }
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
