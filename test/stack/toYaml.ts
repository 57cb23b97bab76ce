export type YamlValue = string | number | boolean | readonly YamlValue[] | { readonly [key: string]: YamlValue | undefined };

const PLAIN = /^[A-Za-z][\w ./-]*$/;
const WORDS_WITH_MEANING = /^(true|false|yes|no|on|off|null|y|n)$/i;

/** Block style YAML of plain data. */
export function toYaml(value: YamlValue): string {
  return `${lines(value).join('\n')}\n`;
}

function lines(value: YamlValue): string[] {
  if (Array.isArray(value)) {
    return value.flatMap((item) => lines(item).map((line, index) => (index === 0 ? `- ${line}` : `  ${line}`)));
  }
  if (typeof value === 'object') {
    return Object.entries(value).flatMap(([key, item]) => entry(key, item));
  }
  return [scalar(value)];
}

function entry(key: string, item: YamlValue | undefined): string[] {
  if (item === undefined) {
    return [];
  }
  const nested = typeof item === 'object' && Object.keys(item).length > 0;
  return nested ? [`${key}:`, ...lines(item).map((line) => `  ${line}`)] : [`${key}: ${scalar(item)}`];
}

function scalar(value: YamlValue): string {
  const plain = typeof value !== 'string' || (PLAIN.test(value) && !WORDS_WITH_MEANING.test(value) && value.trim() === value);
  return plain && typeof value !== 'object' ? String(value) : JSON.stringify(value);
}
