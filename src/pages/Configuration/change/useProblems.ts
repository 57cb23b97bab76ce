import { useState } from 'react';
import type { ConfigPreview } from '../../../../pkg/contract/configChanges';

type Problems = ConfigPreview['problems'];

/** What the last look found wrong with a form, by field, until the field is changed; `others`: of fields that the form does not have. */
export function useProblems(fields: readonly string[]) {
  const [problems, judge] = useState<Problems>([]);
  return {
    judge,
    problemOf: (name: string) => problems.find(({ field }) => field === name)?.message ?? null,
    others: problems.filter(({ field }) => field === null || !fields.includes(field)).map(({ message }) => message),
    forget: (name: string) => judge(problems.filter(({ field }) => field !== null && field !== name && fields.includes(field))),
  };
}
