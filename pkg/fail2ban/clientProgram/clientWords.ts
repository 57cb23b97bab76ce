const RECORD = /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d,\d{3} fail2ban[\w.]*\s*\[\d+\]:\s+([A-Z]+)\s+(.*)$/;
/** They only repeat that something was wrong. */
const EMPTY_WORDS = /^(ERROR: test configuration failed|Init of command line failed|OK.*)?$/;
const MAX_WORDS = 2000;

/**
 * What fail2ban-client said was wrong: the errors of its log on stderr with their further lines, and what it printed.
 * Warnings are left out, and what the server refused is printed as it is and once more quoted in a record that begins with NOK.
 */
export function clientWords(stdout: string, stderr: string): string {
  const printed = stdout.trim();
  const words = [...errorRecords(stderr).filter((record) => printed === '' || !record.startsWith('NOK: ')), printed];
  return [...new Set(words.filter((text) => !EMPTY_WORDS.test(text)))].join('\n').slice(0, MAX_WORDS);
}

function errorRecords(stderr: string): string[] {
  const records: Array<{ isError: boolean; lines: string[] }> = [];
  for (const line of stderr.split('\n')) {
    const [, level, message] = RECORD.exec(line) ?? [];
    if (level !== undefined && message !== undefined) {
      records.push({ isError: level === 'ERROR' || level === 'CRITICAL', lines: [message] });
    } else if (line.trim() !== '') {
      const last = records.at(-1);
      last ? last.lines.push(line) : records.push({ isError: true, lines: [line] });
    }
  }
  return records.filter(({ isError }) => isError).map(({ lines }) => lines.join('\n').trim());
}
