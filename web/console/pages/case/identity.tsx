import { Alert, Button, Form, Input, Modal, Radio } from 'antd';
import { IDENTITY_GROUND_NAMES, type IdentityGround } from '../../../../domain/law/identity-grounds.ts';
import type { IdentityRequestView } from '../../api/types.ts';
import { useSending } from '../../api/use-doing.ts';
import { useGet } from '../../api/use-get.ts';
import { FailureNote } from '../../parts/failure-note.tsx';
import { Reading } from '../../parts/reading.tsx';
import { useReturnFocus } from '../../parts/return-focus.ts';
import { useWords } from '../../words/words.tsx';
import { RequestList } from '../identity-requests.tsx';

/** Asks to learn who told, and shows what came of one's own requests. */
export default function IdentityDialog({ id, path, close }: { id: string; path: string; close: () => void }) {
  const { t, pick } = useWords();
  useReturnFocus();
  const mine = useGet<{ items: IdentityRequestView[] }>(`/api/identity-requests?case=${encodeURIComponent(id)}`);
  const { busy, failure, send } = useSending<IdentityRequestView>(`${path}/identity-requests`, { sent: mine.reload });
  const [form] = Form.useForm<{ ground: IdentityGround; clause: string; reason: string }>();
  // Of another's request that this person may approve, one of their own is no repetition.
  const waiting = (mine.data?.items ?? []).some((r) => r.mine === 'asker' && !['refused', 'over'].includes(r.state));
  return (
    <Modal
      open
      title={t('申请知悉举报人身份', 'Ask to learn who told')}
      onCancel={close}
      mask={{ closable: false }}
      footer={
        waiting ? (
          <Button onClick={close}>{t('关闭', 'Close')}</Button>
        ) : (
          <>
            <Button onClick={close}>{t('取消', 'Cancel')}</Button>
            <Button type="primary" disabled={busy} onClick={() => form.submit()}>
              {busy ? t('正在提交…', 'Sending…') : t('提交申请', 'Send the request')}
            </Button>
          </>
        )
      }
    >
      <Reading from={mine} what={t('申请', 'your requests')}>
        {({ items }) => (items.length > 0 ? <RequestList items={items} changed={mine.reload} level="h3" /> : null)}
      </Reading>
      {waiting || mine.data === undefined ? null : (
        <>
          <Alert
            type="info"
            showIcon
            title={t(
              '由未经办本案的负责人批准、身份保管员打开，只给您一人看，二十四小时后不再显示。理由、依据和说明永久记入本案，并告知举报人。',
              'A head with no act in the case approves, the custodian opens it; you alone are shown it, for 24 hours. Ground, clause and reason stay in the case for ever, and the tipster is told them.',
            )}
          />
          <Form
            form={form}
            layout="vertical"
            requiredMark={false}
            disabled={busy}
            className="spaced"
            onFinish={(body) => void send(body)}
          >
            <Form.Item
              name="ground"
              label={t('理由', 'Ground')}
              rules={[{ required: true, message: t('请选择理由', 'Choose the ground') }]}
            >
              <Radio.Group
                className="stacked"
                options={Object.entries(IDENTITY_GROUND_NAMES).map(([value, label]) => ({ value, label: pick(label) }))}
              />
            </Form.Item>
            <Form.Item
              name="clause"
              label={t('依据（文件和条款）', 'Clause')}
              rules={[{ required: true, whitespace: true, message: t('请写明依据', 'Name the clause') }]}
            >
              <Input autoComplete="off" />
            </Form.Item>
            <Form.Item
              name="reason"
              label={t('为什么必须知道（将告知举报人）', 'Why it must be known (the tipster is told)')}
              rules={[{ required: true, whitespace: true, message: t('请说明原因', 'Say why') }]}
            >
              <Input.TextArea count={{ show: true, max: 2000 }} autoSize={{ minRows: 3 }} autoComplete="off" />
            </Form.Item>
            {failure ? <FailureNote failure={failure} /> : null}
          </Form>
        </>
      )}
    </Modal>
  );
}
