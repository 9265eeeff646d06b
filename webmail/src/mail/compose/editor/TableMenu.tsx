import { Menu } from "@mantine/core";
import { RichTextEditor } from "@mantine/tiptap";
import { IconTable } from "@tabler/icons-react";
import { type ChainedCommands, type Editor, useEditorState } from "@tiptap/react";
import { type TextKey, t } from "../../../i18n/t.ts";

const SHAPES = [
  { rows: 2, columns: 2 },
  { rows: 3, columns: 3 },
  { rows: 4, columns: 4 },
  { rows: 5, columns: 6 },
];
const DEEDS: [TextKey, (chain: ChainedCommands) => ChainedCommands][] = [
  ["editor.rowBefore", (chain) => chain.addRowBefore()],
  ["editor.rowAfter", (chain) => chain.addRowAfter()],
  ["editor.columnBefore", (chain) => chain.addColumnBefore()],
  ["editor.columnAfter", (chain) => chain.addColumnAfter()],
  ["editor.rowDelete", (chain) => chain.deleteRow()],
  ["editor.columnDelete", (chain) => chain.deleteColumn()],
  ["editor.mergeCells", (chain) => chain.mergeCells()],
  ["editor.splitCell", (chain) => chain.splitCell()],
  ["editor.tableDelete", (chain) => chain.deleteTable()],
];

/** Inserts a table; within one, changes it. */
export function TableMenu({ editor }: { editor: Editor }) {
  const inTable = useEditorState({ editor, selector: ({ editor: now }) => now.isActive("table") });
  return (
    <Menu>
      <Menu.Target>
        <RichTextEditor.Control aria-label={t("editor.table")} title={t("editor.table")} active={inTable}>
          <IconTable size={17} stroke={1.6} />
        </RichTextEditor.Control>
      </Menu.Target>
      <Menu.Dropdown>
        {inTable
          ? DEEDS.map(([label, deed]) => (
              <Menu.Item key={label} onClick={() => deed(editor.chain().focus()).run()}>
                {t(label)}
              </Menu.Item>
            ))
          : SHAPES.map(({ rows, columns }) => (
              <Menu.Item
                key={rows}
                onClick={() => editor.chain().focus().insertTable({ rows, cols: columns, withHeaderRow: true }).run()}
              >
                {t("editor.tableInsert", { rows, columns })}
              </Menu.Item>
            ))}
      </Menu.Dropdown>
    </Menu>
  );
}
