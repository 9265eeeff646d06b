type Props = {
  /** The heading of each column; those of numbers stand at the right. */
  columns: readonly { text: string; number?: true }[];
  /** Width of a last column that is for the eye alone. */
  bar?: string;
};

/** The head of a small table of figures. */
export function ListHead({ columns, bar }: Props) {
  return (
    <thead>
      <tr>
        {columns.map(({ text, number }) => (
          <th key={text} scope="col" data-number={number}>
            {text}
          </th>
        ))}
        {bar && <th scope="col" style={{ width: bar }} aria-hidden />}
      </tr>
    </thead>
  );
}
