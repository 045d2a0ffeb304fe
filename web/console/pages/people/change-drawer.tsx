import { Button, Drawer, Form } from 'antd';
import { useEffect, useRef, useState } from 'react';
import type { ChangeFault } from '../../api/types.ts';
import { Fields } from '../../form/field.tsx';
import { startValues, type Values } from '../../form/schema.ts';
import { useReturnFocus } from '../../parts/return-focus.ts';
import { useWords } from '../../words/words.tsx';
import { ChangeFacts } from './change-facts.tsx';
import { type Typed, useChangeList } from './draft.ts';
import { Follows } from './follows.tsx';
import { formBeside, kindName, pathIn } from './kinds.ts';

/** The form of one change, made from its schema. What is typed is kept while it is typed. */
export function ChangeDrawer({ at, typed, faults }: { at: number | null; typed: Typed; faults: ChangeFault[] }) {
  const { t, pick, language } = useWords();
  useReturnFocus();
  const list = useChangeList();
  const [form] = Form.useForm<Values>();
  const panel = useRef<HTMLDivElement>(null);
  const { kind, settled, person } = typed;
  const schema = formBeside(kind, settled);
  // Fields are there once the drawer is; the check may answer before or after.
  const [there, setThere] = useState(false);
  const wrong = JSON.stringify(
    faults
      .map(({ field, message }) => ({ name: pathIn(kind, field), errors: [message[language]] }))
      .filter(({ name: [outer = ''] }) => String(outer) in (schema.properties ?? {})),
  );
  useEffect(() => {
    if (there) form.setFields(JSON.parse(wrong));
  }, [form, there, wrong]);
  const name = pick(kindName(kind));
  return (
    <Drawer
      open
      title={person ? `${name} · ${pick(person.name)}` : name}
      size={620}
      onClose={list.close}
      mask={{ closable: false }}
      afterOpenChange={(open) => {
        setThere(open);
        if (open) panel.current?.querySelector<HTMLElement>('.ant-drawer-body input, .ant-btn-primary')?.focus();
      }}
      panelRef={panel}
      classNames={{ body: 'act-body' }}
      footer={
        <div className="drawer-foot">
          <Button type="primary" onClick={() => form.submit()}>
            {at === null ? t('放入变更清单', 'Put into the list') : t('保存修改', 'Save')}
          </Button>
          <Button onClick={list.close}>{t('取消', 'Cancel')}</Button>
        </div>
      }
    >
      {Object.keys(settled).length > 0 ? <ChangeFacts change={{ ...settled, kind }} names={list.names} /> : null}
      <Form
        form={form}
        name="change"
        layout="vertical"
        initialValues={{ ...startValues(schema), ...typed.values }}
        onValuesChange={(_, values: Values) => list.type(values)}
        onFinish={(values: Values) => list.put(values)}
        onFinishFailed={({ errorFields }) => {
          const first = errorFields[0];
          if (first) form.scrollToField(first.name, { block: 'center', behavior: 'smooth', focus: true });
        }}
      >
        <Fields schema={schema} at={[]} />
      </Form>
      <Follows typed={typed} values={typed.values} />
    </Drawer>
  );
}
