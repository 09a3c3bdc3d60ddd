/*
 * Views of the table of results: sorted by a column, or as a chart where the table has one number for each row.
 * Without this script there is the table as the query ordered it.
 */
const table = document.querySelector('table.results');
const MAX_BARS = 100;

if (table) {
  for (const [index, head] of [...table.tHead.rows[0].cells].entries()) makeSortable(head, index);
  const chart = chartOf(table);
  if (chart) offer(chart, document.querySelector('form[data-terms]').dataset);
}

function textOf(row, index) {
  return row.cells[index].textContent.trim();
}

function numberOf(text) {
  return /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text) ? Number(text) : Number.NaN;
}

function makeSortable(head, index) {
  const button = document.createElement('button');
  button.type = 'button';
  button.textContent = head.textContent;
  head.replaceChildren(button);
  button.addEventListener('click', () => {
    const way = head.getAttribute('aria-sort') === 'ascending' ? 'descending' : 'ascending';
    for (const other of table.tHead.rows[0].cells) other.removeAttribute('aria-sort');
    head.setAttribute('aria-sort', way);
    const rows = [...table.tBodies[0].rows];
    const areNumbers = rows.every((row) => !Number.isNaN(numberOf(textOf(row, index))));
    const compare = areNumbers
      ? (a, b) => numberOf(textOf(a, index)) - numberOf(textOf(b, index))
      : (a, b) => textOf(a, index).localeCompare(textOf(b, index), document.documentElement.lang);
    rows.sort((a, b) => (way === 'ascending' ? compare(a, b) : compare(b, a)));
    table.tBodies[0].append(...rows);
  });
}

/** One bar for each row: its length the last column of numbers, its name the last other column. */
function chartOf({ tHead, tBodies }) {
  const rows = [...tBodies[0].rows];
  if (rows.length < 2 || rows.length > MAX_BARS) return undefined;
  const columns = [...tHead.rows[0].cells].map((_, index) => index);
  const isNumeric = (index) => rows.every((row) => numberOf(textOf(row, index)) >= 0);
  const value = columns.findLast(isNumeric);
  const name = columns.findLast((index) => !isNumeric(index));
  if (value === undefined || name === undefined) return undefined;
  const greatest = Math.max(...rows.map((row) => numberOf(textOf(row, value))));
  if (greatest === 0) return undefined;
  const list = document.createElement('ol');
  list.className = 'chart';
  list.append(...rows.map((row) => bar(row, { name, value, greatest })));
  return list;
}

function bar(row, { name, value, greatest }) {
  const item = document.createElement('li');
  const label = document.createElement('span');
  label.append(...[...row.cells[name].childNodes].map((node) => node.cloneNode(true)));
  const track = document.createElement('span');
  track.className = 'track';
  const length = document.createElement('span');
  length.className = 'bar';
  length.style.inlineSize = `${(100 * numberOf(textOf(row, value))) / greatest}%`;
  const amount = document.createElement('span');
  amount.className = 'amount';
  amount.textContent = textOf(row, value);
  track.append(length);
  item.append(label, track, amount);
  return item;
}

function offer(chart, words) {
  const scroller = table.parentElement;
  const group = document.createElement('div');
  group.className = 'views';
  group.setAttribute('role', 'group');
  group.setAttribute('aria-label', words.view);
  const show = (isChart) => {
    chart.hidden = !isChart;
    scroller.hidden = isChart;
    for (const [index, button] of [...group.children].entries()) button.setAttribute('aria-pressed', String((index === 1) === isChart));
  };
  for (const [index, label] of [words.table, words.chart].entries()) {
    const button = document.createElement('button');
    button.type = 'button';
    button.textContent = label;
    button.addEventListener('click', () => show(index === 1));
    group.append(button);
  }
  scroller.before(group);
  scroller.after(chart);
  show(false);
}
