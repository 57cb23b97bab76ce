import { css } from '@emotion/css';

/** Words for screen readers where the eye needs none. */
export function VisuallyHidden({ children }: { children: string }) {
  return <span className={css({ position: 'absolute', width: 1, height: 1, overflow: 'hidden', clipPath: 'inset(50%)', whiteSpace: 'nowrap' })}>{children}</span>;
}
