import { t } from '@grafana/i18n';
import { Modal, Stack } from '@grafana/ui';
import { useState } from 'react';
import { ApiError } from '../../api/ApiError';
import { useChange } from '../../api/useChange';
import type { Rights } from '../../api/useRights';
import { FailureState } from '../FailureState';
import { BanConfirm } from './BanConfirm';
import type { BanDraft } from './BanDraft';
import { BanFields } from './BanFields';
import { GuardRefusal } from './GuardRefusal';
import { WorkingNotice } from './WorkingNotice';

interface BanFormProps {
  uid: string;
  jailNames: string[];
  /** What is chosen to begin with. */
  preset: Partial<BanDraft>;
  rights: Rights;
  onClose(): void;
}

/** Ban by hand: what and where, then a look at it, then what became of it. */
export function BanForm({ uid, jailNames, preset, rights, onClose }: BanFormProps) {
  const [draft, setDraft] = useState<BanDraft>({ addresses: preset.addresses ?? [], jails: preset.jails?.filter((jail) => jailNames.includes(jail)) ?? [] });
  const [step, setStep] = useState<'fields' | 'confirm'>('fields');
  const { mutate, isPending, variables, error, reset, progress } = useChange(uid);

  const send = (confirm: boolean) => mutate({ kind: 'ban', request: { ...draft, confirm } }, { onSuccess: onClose });
  const back = () => {
    reset();
    setStep('fields');
  };
  const guarded = error instanceof ApiError && error.kind === 'guard';
  const confirmable = guarded && error.details.confirmable === true && rights.can('overrideBanGuard');
  // While an Admin's insisting is under way there is no refusal to be seen any more.
  const insisting = variables?.kind === 'ban' && variables.request.confirm === true;
  return (
    <Modal isOpen title={t('ban.title', 'Ban addresses')} onDismiss={onClose} closeOnBackdropClick={false}>
      <Stack direction="column" gap={2}>
        {error && !guarded && <FailureState error={error} beside />}
        {guarded && <GuardRefusal error={error} confirmable={confirmable} />}
        {progress && <WorkingNotice operation={progress} />}
        {step === 'fields' ? (
          <BanFields
            draft={draft}
            jailNames={jailNames}
            onCancel={onClose}
            onDone={(done) => {
              setDraft(done);
              setStep('confirm');
            }}
          />
        ) : (
          <BanConfirm
            uid={uid}
            draft={draft}
            isPending={isPending}
            verdict={guarded && !confirmable ? 'final' : confirmable || insisting ? 'insist' : 'none'}
            onBack={back}
            onConfirm={() => send(confirmable || insisting)}
          />
        )}
      </Stack>
    </Modal>
  );
}
