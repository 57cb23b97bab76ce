/** Cells of every table row of a Markdown text, without heads' rules; code marks are taken off. */
function tableRows(text: string): string[][] {
  return text
    .split('\n')
    .filter((line) => line.startsWith('|') && !/^\|[\s|:-]+\|$/.test(line))
    .map((line) => line.slice(1, line.lastIndexOf('|')).split('|').map((cell) => cell.trim().replaceAll('`', '')));
}

/** The rows of the tables whose head begins with these cells; throws when there is none. */
export function rowsUnder(text: string, ...head: string[]): string[][] {
  const blocks = text.split(/\n(?!\|)/).map(tableRows);
  const found = blocks.filter(([first]) => head.every((cell, index) => first?.[index] === cell));
  if (found.length === 0) {
    throw new Error(`There is no table with the head ${head.join(' | ')}.`);
  }
  return found.flatMap((rows) => rows.slice(1));
}

/** The text of the fenced blocks of one language. */
export function fencedBlocks(text: string, language: string): string[] {
  return [...text.matchAll(/^```(\S*)\n([\s\S]*?)^```$/gm)].filter(([, name]) => name === language).map(([, , body]) => body ?? '');
}

export function withoutFences(text: string): string {
  return text.replace(/^\s*```[\s\S]*?^\s*```$/gm, '');
}

/** Anchors that a Markdown text offers, as code hosting sites make them of its headings. */
export function anchorsOf(text: string): string[] {
  return [...withoutFences(text).matchAll(/^#{1,6} (.+)$/gm)].map(([, title = '']) =>
    title.trim().toLowerCase().replace(/[^\p{L}\p{N}\s_-]/gu, '').replace(/\s/g, '-')
  );
}
