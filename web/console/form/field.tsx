import { DeleteOutlined, LockOutlined, PlusOutlined } from '@ant-design/icons';
import { Button, Checkbox, Form, Input, InputNumber, Radio, Select, Switch } from 'antd';
import type { CheckboxGroupProps } from 'antd/es/checkbox/index';
import type { Rule } from 'antd/es/form/index';
import { type ReactNode, useId, useState } from 'react';
import { labelOf } from '../words/labels.ts';
import { useWords, type Words } from '../words/words.tsx';
import { BothInput, ColleaguePicker, OrganPicker, OwnUnitPicker } from './house-pickers.tsx';
import { CasePicker, DayPicker, InstantPicker, StaffPicker, UnitPicker } from './pickers.tsx';
import { bare, type Schema, startValues } from './schema.ts';

type Path = (string | number)[];

/** Up to this many options stand open; more are a list that can be searched. */
const OPEN_OPTIONS = 6;
const OPEN_CHOICES = 14;

function titleOf(schema: Schema, key: string, words: Words): string {
  return (words.language === 'zh' ? schema.title : (schema.titleEn ?? schema.title)) ?? key;
}

function rulesOf(schema: Schema, required: boolean, { t }: Words): Rule[] {
  const rules: Rule[] = [];
  if (schema.widget === 'affirm' || schema.const === true) {
    return required
      ? [
          {
            validator: (_, value) =>
              value === true ? Promise.resolve() : Promise.reject(new Error(t('须确认此项', 'This must be confirmed'))),
          },
        ]
      : [];
  }
  if (schema.widget === 'both') {
    return required
      ? [
          {
            validator: (_, value: string | { zh?: string } | undefined) =>
              (typeof value === 'string' ? value : (value?.zh ?? '')).trim() === ''
                ? Promise.reject(new Error(t('必填', 'Required')))
                : Promise.resolve(),
          },
        ]
      : [];
  }
  if (required) {
    rules.push({
      required: true,
      message: t('必填', 'Required'),
      ...(schema.type === 'string' ? { whitespace: true } : {}),
      ...(schema.type === 'array' ? { type: 'array' as const } : {}),
    });
  }
  if (schema.maxLength !== undefined) {
    rules.push({
      max: schema.maxLength,
      message: t(`最多 ${schema.maxLength} 字`, `At most ${schema.maxLength} characters`),
    });
  }
  if (schema.type === 'array' && schema.minItems && schema.minItems > 1 && schema.items?.type !== 'object') {
    const min = schema.minItems;
    rules.push({ type: 'array', min, message: t(`至少选 ${min} 项`, `At least ${min}`) });
  }
  return rules;
}

/** What the server would refuse anyway is named here already; the server's word is the last. */
function Field({
  name,
  at,
  schema: raw,
  required,
}: {
  /** Key within its parent. */
  name: string;
  /** Path of the parent as the form library wants it: relative inside a list. */
  at: Path;
  schema: Schema;
  required: boolean;
}) {
  const words = useWords();
  const { t } = words;
  const schema = bare(raw);
  const title = titleOf(raw, name, words);
  const label: ReactNode = schema.sealed ? (
    <>
      {title}
      <span className="sealed">
        <LockOutlined aria-hidden /> {t('密封保存', 'sealed')}
      </span>
    </>
  ) : (
    title
  );
  const path = [...at, name];
  const item = { name: path, label, rules: rulesOf(schema, required, words), required };

  if (schema.type === 'object') return <Group title={title} path={path} schema={schema} required={required} />;
  if (schema.type === 'array' && schema.items?.type === 'object') {
    return <Rows title={title} path={path} schema={schema} required={required} />;
  }
  if (schema.widget === 'affirm' || schema.const === true) {
    return (
      <Form.Item name={path} valuePropName="checked" rules={item.rules} className="affirm">
        <Checkbox>{title}</Checkbox>
      </Form.Item>
    );
  }
  if (schema.type === 'boolean') {
    return (
      <Form.Item {...item}>
        <Radio.Group
          options={[
            { value: true, label: t('是', 'Yes') },
            { value: false, label: t('否', 'No') },
          ]}
        />
      </Form.Item>
    );
  }
  if ((schema.enum || schema.options) && schema.type !== 'array')
    return <Form.Item {...item}>{oneOf(optionsOf(schema, words), words)}</Form.Item>;
  if (schema.type === 'array') return <Form.Item {...item}>{several(schema, name, title, words)}</Form.Item>;
  if (schema.type === 'number' || schema.type === 'integer')
    return <Form.Item {...item}>{number(schema, words)}</Form.Item>;
  return <Form.Item {...item}>{single(schema, name, title, words)}</Form.Item>;
}

type Option = { value: string; label: string };

const optionsOf = (schema: Schema, { pick }: Words): Option[] =>
  (schema.options ?? schema.enum?.map((v) => ({ value: String(v), ...labelOf(`role.${v}`) })) ?? []).map((o) => ({
    value: o.value,
    label: pick(o),
  }));

// What stands in a field is an element of its own there: the form library hands it value and change.
function oneOf(options: Option[], { t }: Words): ReactNode {
  return options.length <= OPEN_OPTIONS ? (
    <Radio.Group className="stacked" options={options} />
  ) : (
    <Select
      options={options}
      allowClear
      showSearch={{ optionFilterProp: 'label' }}
      placeholder={t('请选择', 'Choose')}
    />
  );
}

function several(schema: Schema, name: string, title: string, words: Words): ReactNode {
  const { t } = words;
  const options = optionsOf({ ...schema.items, ...(schema.options ? { options: schema.options } : {}) }, words);
  return schema.widget === 'staff-list' ? (
    <StaffPicker several {...(name === 'officers' ? { only: 'assignable' } : {})} />
  ) : schema.widget === 'unit-list' ? (
    <UnitPicker several />
  ) : options.length === 0 ? (
    <Select mode="tags" open={false} suffix={null} placeholder={t('输入后按回车', 'Type, then press Enter')} />
  ) : options.length <= OPEN_CHOICES || schema.widget === 'roles' ? (
    <Ticks title={title} className={schema.widget === 'roles' ? 'stacked two' : 'stacked'} options={options} />
  ) : (
    <Select
      mode="multiple"
      options={options}
      allowClear
      showSearch={{ optionFilterProp: 'label' }}
      placeholder={t('请选择', 'Choose')}
    />
  );
}

function number(schema: Schema, { t }: Words): ReactNode {
  const yuan = schema.widget === 'yuan';
  return (
    <InputNumber<number>
      className="wide"
      {...(schema.minimum === undefined ? {} : { min: schema.minimum })}
      {...(schema.maximum === undefined ? {} : { max: schema.maximum })}
      {...(schema.type === 'integer' ? { precision: 0 } : yuan ? { precision: 2 } : {})}
      controls={!yuan}
      inputMode={yuan ? 'decimal' : 'numeric'}
      {...(yuan
        ? {
            suffix: t('元', 'yuan'),
            formatter: (v) => `${v ?? ''}`.replace(/\B(?=(\d{3})+(?!\d))(?<!\.\d*)/g, ','),
            parser: (v) => Number((v ?? '').replaceAll(',', '')),
          }
        : {})}
    />
  );
}

/** Boxes of which some are ticked: a group by its title. The form library says of it what a group cannot be said to be. */
function Ticks({
  title,
  'aria-required': _,
  ...group
}: CheckboxGroupProps & { title: string; 'aria-required'?: boolean | 'true' | 'false' }) {
  return <Checkbox.Group {...group} role="group" aria-label={title} />;
}

function single(schema: Schema, name: string, title: string, { t }: Words): ReactNode {
  switch (schema.widget ?? schema.format) {
    case 'staff':
      return <StaffPicker only={name === 'withOfficer' ? 'officers' : 'others'} />;
    case 'unit':
      return <UnitPicker />;
    case 'own-unit':
      return <OwnUnitPicker />;
    case 'organ-beneath':
      return <OrganPicker />;
    case 'colleague':
      return <ColleaguePicker />;
    case 'colleague-or-unit':
      return <ColleaguePicker units />;
    case 'both':
      return <BothInput title={title} />;
    case 'case':
      return <CasePicker />;
    case 'date':
      return <DayPicker />;
    case 'date-time':
      return <InstantPicker />;
    case 'textarea':
      return (
        <Input.TextArea
          autoSize={{ minRows: 3, maxRows: 14 }}
          {...(schema.maxLength === undefined ? {} : { count: { show: true, max: schema.maxLength } })}
        />
      );
    default:
      return <Input placeholder={schema.format === 'email' ? t('邮箱', 'e-mail') : ''} />;
  }
}

/** Fields in their order. Inside lists paths are relative, which `at` already is. */
export function Fields({ schema, at }: { schema: Schema; at: Path }) {
  return Object.entries(schema.properties ?? {}).map(([key, field]) => (
    <Field key={key} name={key} at={at} schema={field} required={schema.required?.includes(key) ?? false} />
  ));
}

/** A nested object: open where it is required, folded away behind a switch where it is not. */
export function Group({
  title,
  path,
  schema,
  required,
  note,
  onToggle,
}: {
  title: string;
  path: Path;
  schema: Schema;
  required: boolean;
  note?: ReactNode;
  onToggle?: (open: boolean) => void;
}) {
  const [open, setOpen] = useState(required);
  const form = Form.useFormInstance();
  const id = useId();
  return (
    <fieldset className="group" aria-labelledby={id}>
      <div className="group-head">
        <span className="group-title" id={id}>
          {title}
        </span>
        {required ? null : (
          <Switch
            checked={open}
            aria-labelledby={id}
            onChange={(next) => {
              setOpen(next);
              if (!next) form.setFieldValue(path, undefined);
              onToggle?.(next);
            }}
          />
        )}
      </div>
      {open ? (
        <>
          {note}
          <Fields schema={schema} at={path} />
        </>
      ) : null}
    </fieldset>
  );
}

/** A list of objects: rows that can be added and removed. */
function Rows({ title, path, schema, required }: { title: string; path: Path; schema: Schema; required: boolean }) {
  const { t } = useWords();
  const id = useId();
  const rowSchema = schema.items ?? {};
  const min = required ? Math.max(1, schema.minItems ?? 1) : 0;
  return (
    <fieldset className="group rows" aria-labelledby={id}>
      <div className="group-head">
        <span className="group-title" id={id}>
          {title}
        </span>
      </div>
      <Form.List name={path}>
        {(rows, { add, remove }, { errors }) => (
          <>
            {rows.map((row, i) => (
              <fieldset className="row" key={row.key} aria-label={t(`${title} 第 ${i + 1} 项`, `${title}, ${i + 1}`)}>
                <div className="row-head">
                  <span className="quiet">{t(`第 ${i + 1} 项`, `No. ${i + 1}`)}</span>
                  {rows.length > min ? (
                    <Button size="small" type="text" icon={<DeleteOutlined />} onClick={() => remove(row.name)}>
                      {t('删除', 'Remove')}
                    </Button>
                  ) : null}
                </div>
                <Fields schema={rowSchema} at={[row.name]} />
              </fieldset>
            ))}
            <Button
              icon={<PlusOutlined />}
              disabled={schema.maxItems !== undefined && rows.length >= schema.maxItems}
              onClick={() => add(startValues(rowSchema))}
            >
              {t('添加一项', 'Add one')}
            </Button>
            <Form.ErrorList errors={errors} />
          </>
        )}
      </Form.List>
    </fieldset>
  );
}
