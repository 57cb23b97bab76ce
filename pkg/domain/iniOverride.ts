const SECTION = /^\[([^\]]+)\]\s*$/;
const OPTION = /^([^\s#;[][^=:]*?)\s*[=:]/;

/**
 * A file of fail2ban's configuration with these options of one section, whatever else it holds left as it is: in the place of the former value,
 * or at the end of the section, or of the file. The values are written as they are.
 */
export function withOptions(text: string, section: string, options: Readonly<Record<string, string>>): string {
  const lines = text === '' ? [] : text.replace(/\n$/, '').split('\n');
  let from = lines.findIndex((line) => SECTION.exec(line)?.[1] === section);
  if (from === -1) {
    from = lines.push(`[${section}]`) - 1;
  }
  for (const [name, value] of Object.entries(options)) {
    setOption(lines, from, name, `${name} = ${value}`);
  }
  return `${lines.join('\n')}\n`;
}

function setOption(lines: string[], from: number, name: string, written: string): void {
  const next = lines.findIndex((line, at) => at > from && SECTION.test(line));
  const end = next === -1 ? lines.length : next;
  const at = lines.findIndex((line, index) => index > from && index < end && OPTION.exec(line)?.[1]?.trim().toLowerCase() === name);
  if (at === -1) {
    let last = end;
    while (last > from + 1 && lines[last - 1]?.trim() === '') {
      last--;
    }
    lines.splice(last, 0, written);
    return;
  }
  // Indented lines go on with the value, also behind empty ones.
  let more = 0;
  for (let index = at + 1; index < end && /^(\s|$)/.test(lines[index] ?? ''); index++) {
    more = /^\s+\S/.test(lines[index] ?? '') ? index - at : more;
  }
  lines.splice(at, 1 + more, written);
}
