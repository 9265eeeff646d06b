import { CloseButton, Loader, ScrollArea, Text, TextInput, Tree, UnstyledButton, useTree } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { IconChevronRight, IconSearch } from "@tabler/icons-react";
import { type KeyboardEvent, useEffect, useMemo, useState } from "react";
import { useStore } from "../../data/use-store.ts";
import { errorText } from "../../i18n/errors.ts";
import { formatCount } from "../../i18n/numbers.ts";
import { toastError } from "../../ui/toast.tsx";
import { t } from "../i18n/t.ts";
import { AgencyHits } from "./AgencyHits.tsx";
import css from "./AgencyTree.module.css";
import { branchesStore, knownAgency, loadBranch, loadTrail, twigsOf } from "./tree-model.ts";

type Props = { chosen: string | null; onChoose: (agencyId: string | null) => void };

/** The organisation as a tree that opens level by level, with a search over all of it. */
export function AgencyTree({ chosen, onChoose }: Props) {
  const branches = useStore(branchesStore);
  const [text, setText] = useState("");
  const [searched] = useDebouncedValue(text, 200);
  const [error, setError] = useState<unknown>();
  const tops = branches[""];
  // The kit's tree starts over when it is given another list.
  const twigs = useMemo(() => twigsOf(branches), [branches]);
  const [expanded, setExpanded] = useState<Readonly<Record<string, boolean>>>({});
  const tree = useTree({
    selectedState: chosen === null ? [] : [chosen],
    onSelectedStateChange: ([id]) => id !== undefined && onChoose(id),
    expandedState: expanded,
    onExpandedStateChange: (next) => {
      setExpanded(next);
      const opened = Object.keys(next).filter((id) => next[id] && !expanded[id]);
      for (const id of opened) if (!branchesStore.get()[id]) loadBranch(id).catch(toastError);
    },
  });
  const open = (ids: readonly string[]) =>
    setExpanded((now) => ({ ...now, ...Object.fromEntries(ids.map((id) => [id, true])) }));

  useEffect(() => {
    if (!branchesStore.get()[""]) loadBranch("").catch(setError);
  }, []);
  // A single top is opened at once: there is nothing else to see.
  const onlyTop = tops?.length === 1 ? tops[0]?.id : undefined;
  // biome-ignore lint/correctness/useExhaustiveDependencies: `open` only sets state
  useEffect(() => {
    if (onlyTop) loadBranch(onlyTop).then(() => open([onlyTop]), toastError);
  }, [onlyTop]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: `open` only sets state
  useEffect(() => {
    if (chosen !== null && tops !== undefined) loadTrail(chosen).then(open, toastError);
  }, [chosen, tops !== undefined]);

  const chooseByKey = (event: KeyboardEvent) => {
    const item = event.target instanceof Element ? event.target.closest<HTMLElement>("[role=treeitem]") : null;
    if (event.key === "Enter" && item?.dataset.value) onChoose(item.dataset.value);
  };
  return (
    <div className={css.tree}>
      <div className={css.search}>
        <TextInput
          value={text}
          onChange={(e) => setText(e.currentTarget.value)}
          placeholder={t("tree.search")}
          aria-label={t("tree.search")}
          leftSection={<IconSearch size={16} />}
          rightSection={text && <CloseButton size="sm" aria-label={t("app.close")} onClick={() => setText("")} />}
        />
      </div>
      <ScrollArea className={css.scroll ?? ""} type="auto">
        {searched.trim() !== "" ? (
          <AgencyHits
            text={searched}
            onChoose={(id) => {
              setText("");
              onChoose(id);
            }}
          />
        ) : error !== undefined ? (
          <Text p="md" c="var(--danger-ink)" role="alert">
            {errorText(error)}
          </Text>
        ) : tops === undefined ? (
          <Loader size="sm" m="md" />
        ) : (
          <>
            {tops.length > 1 && (
              <UnstyledButton
                className={css.all ?? ""}
                data-on={chosen === null || undefined}
                onClick={() => onChoose(null)}
              >
                {t("tree.all")}
              </UnstyledButton>
            )}
            <Tree
              data={twigs}
              tree={tree}
              levelOffset={16}
              expandOnClick={false}
              selectOnClick
              allowRangeSelection={false}
              aria-label={t("tree.label")}
              onKeyDown={chooseByKey}
              renderNode={({ node, expanded: isOpen, hasChildren, elementProps, tree: controller }) => {
                const agency = knownAgency(branches, node.value);
                return (
                  <div {...elementProps} className={`${elementProps.className} ${css.node}`}>
                    {hasChildren ? (
                      <UnstyledButton
                        className={css.chevron ?? ""}
                        tabIndex={-1}
                        data-open={isOpen || undefined}
                        aria-label={isOpen ? t("tree.collapse") : t("tree.expand")}
                        onClick={(e) => {
                          e.stopPropagation();
                          controller.toggleExpanded(node.value);
                        }}
                      >
                        {isOpen && !branches[node.value] ? <Loader size={12} /> : <IconChevronRight size={15} />}
                      </UnstyledButton>
                    ) : (
                      <span className={css.chevron} />
                    )}
                    <span className={css.name}>{node.label}</span>
                    {agency?.closedOn && <span className={css.closed}>{t("tree.closed")}</span>}
                    <span className={css.count} title={t("tree.accounts", { n: agency?.accounts ?? 0 })}>
                      {formatCount(agency?.accounts ?? 0)}
                    </span>
                  </div>
                );
              }}
            />
          </>
        )}
      </ScrollArea>
    </div>
  );
}
