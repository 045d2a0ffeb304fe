import { Button, Form, Input, InputNumber } from 'antd';
import { useState } from 'react';
import type { PeopleView } from '../../api/types.ts';
import { Empty, Section } from '../../parts/page.tsx';
import { useWords } from '../../words/words.tsx';
import { History, SettleDialog, useYears } from '../law/settle.tsx';

type View = NonNullable<PeopleView['rotation']>;

/** 轮岗: who has held the same post for as long as the authority lets anybody, or nearly; announced, and nothing is taken. */
export function Rotation({ rotation, reload }: { rotation: View; reload: () => void }) {
  const { t, pick, day } = useWords();
  const [open, setOpen] = useState(false);
  const years = useYears();
  const { set, held, total, mayNot, history, most } = rotation;
  return (
    <Section id="rotation" title={t('轮岗', 'Rotation')}>
      <p>
        {years(set)}
        {t('。', '.')}
      </p>
      <p className="quiet">
        {t(
          '我们查阅的规定要求轮岗，没有规定年限：年限由本机关正职负责人设定，只作提示，不改变任何人的岗位。',
          'The rules we have read ask for rotation and name no number of years: the principal sets it. It announces and changes nobody’s post.',
        )}
      </p>
      {set === null ? null : held.length === 0 ? (
        <Empty>{t('没有将满或者已满年限的人员。', 'Nobody has held a post for nearly so long.')}</Empty>
      ) : (
        <ul className="requests">
          {held.map((one) => (
            <li key={`${one.person.id} ${one.since} ${one.unit.zh}`}>
              <b>{pick(one.person.name)}</b>{' '}
              {t(`${pick(one.unit)}${pick(one.post)}`, `${pick(one.post)}, ${pick(one.unit)}`)}{' '}
              <span className="quiet">
                {t(
                  `自${day(one.since)}起，${day(one.full)}满年限`,
                  `since ${day(one.since)}, the years are full on ${day(one.full)}`,
                )}
              </span>
            </li>
          ))}
        </ul>
      )}
      {total > held.length ? (
        <p className="quiet">
          {t(
            `共${total}人，先显示任职最久的${held.length}人。`,
            `${total} in all; the ${held.length} longest are shown.`,
          )}
        </p>
      ) : null}
      {mayNot === null ? (
        <div className="buttons">
          <Button onClick={() => setOpen(true)}>{t('设定轮岗年限', 'Set the years')}</Button>
        </div>
      ) : null}
      <History acts={history} />
      {open ? (
        <SettleDialog
          title={t('设定轮岗年限', 'Set the years of rotation')}
          path="/api/authority/rotation"
          initial={{ years: set?.years, ahead: set?.ahead ?? 3 }}
          bodyOf={({ years: n, ahead, reason }) => ({ years: n ?? null, ahead: ahead ?? 0, reason })}
          submit={t('设定', 'Set')}
          close={() => setOpen(false)}
          done={reload}
        >
          <Form.Item
            name="years"
            label={t('任同一职务满几年（不填即不提示）', 'Years in the same post (left out: none)')}
          >
            <InputNumber min={1} max={most.years} precision={0} />
          </Form.Item>
          <Form.Item name="ahead" label={t('提前几个月提示', 'Months ahead')}>
            <InputNumber min={0} max={most.ahead} precision={0} />
          </Form.Item>
          <Form.Item
            name="reason"
            label={t('理由', 'Reason')}
            rules={[{ required: true, whitespace: true, message: t('请填写理由', 'Give a reason') }]}
          >
            <Input.TextArea count={{ show: true, max: 2000 }} autoSize={{ minRows: 2 }} />
          </Form.Item>
        </SettleDialog>
      ) : null}
    </Section>
  );
}
