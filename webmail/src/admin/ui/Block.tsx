import { Text } from "@mantine/core";
import type { ReactNode } from "react";

/** A part of a drawer with a small heading. */
export function Block({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section>
      <Text component="h3" size="md" fw={600} mb={6} mt={0}>
        {title}
      </Text>
      {children}
    </section>
  );
}
