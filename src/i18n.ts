/** React escapes what it shows; i18next must not do it as well, or the "/" of a network becomes "&#x2F;". */
export const PLAIN = { escapeValue: false } as const;
