import { GROUP } from "./groups.ts";
import { MOST_RESULTS } from "./listing.ts";
import { ENTERPRISE, OFFICIAL, USER } from "./user.ts";

const SCHEMA = "urn:ietf:params:scim:schemas:core:2.0:Schema";

/** What of SCIM this server does. RFC 7643 §5 */
export const SERVICE_PROVIDER_CONFIG = {
  schemas: ["urn:ietf:params:scim:schemas:core:2.0:ServiceProviderConfig"],
  patch: { supported: true },
  bulk: { supported: false, maxOperations: 0, maxPayloadSize: 0 },
  filter: { supported: true, maxResults: MOST_RESULTS },
  changePassword: { supported: false },
  sort: { supported: false },
  etag: { supported: false },
  authenticationSchemes: [
    {
      type: "httpbasic",
      name: "HTTP Basic",
      description: "An account of a service, with a role over the agencies it keeps",
    },
    { type: "oauthbearertoken", name: "Bearer", description: "A session of such an account" },
  ],
};

/** RFC 7643 §6 */
export const RESOURCE_TYPES = [
  {
    schemas: ["urn:ietf:params:scim:schemas:core:2.0:ResourceType"],
    id: "User",
    name: "User",
    endpoint: "/Users",
    description: "Hộp thư cá nhân · Personal mailbox",
    schema: USER,
    schemaExtensions: [
      { schema: ENTERPRISE, required: false },
      { schema: OFFICIAL, required: true },
    ],
  },
  {
    schemas: ["urn:ietf:params:scim:schemas:core:2.0:ResourceType"],
    id: "Group",
    name: "Group",
    endpoint: "/Groups",
    description: "Nhóm thư · Mail group",
    schema: GROUP,
  },
];

type Attribute = Record<string, unknown>;

/** An attribute in the words of RFC 7643 §7; a single line of text unless said otherwise. */
function attribute(name: string, more: Attribute = {}): Attribute {
  const plain = { type: "string", multiValued: false, required: false, caseExact: false };
  return { name, ...plain, mutability: "readWrite", returned: "default", uniqueness: "none", ...more };
}

const READ_ONLY = { mutability: "readOnly" };

/** RFC 7643 §7, §8.7 */
export const SCHEMAS = [
  {
    schemas: [SCHEMA],
    id: USER,
    name: "User",
    attributes: [
      attribute("userName", { required: true, mutability: "immutable", uniqueness: "server" }),
      attribute("name", {
        type: "complex",
        subAttributes: ["formatted", "familyName", "middleName", "givenName"].map((name) => attribute(name)),
      }),
      attribute("displayName"),
      attribute("title"),
      attribute("active", { type: "boolean" }),
      attribute("emails", {
        type: "complex",
        multiValued: true,
        ...READ_ONLY,
        subAttributes: [
          attribute("value", READ_ONLY),
          attribute("type", READ_ONLY),
          attribute("primary", { type: "boolean", ...READ_ONLY }),
        ],
      }),
    ],
  },
  {
    schemas: [SCHEMA],
    id: ENTERPRISE,
    name: "EnterpriseUser",
    attributes: [attribute("organization", READ_ONLY), attribute("department")],
  },
  {
    schemas: [SCHEMA],
    id: OFFICIAL,
    name: "Official",
    attributes: [
      attribute("agency", { required: true, description: "Mã định danh điện tử hoặc id · Code or id of the agency" }),
      attribute("agencyId", READ_ONLY),
      attribute("isLeader", { type: "boolean" }),
      attribute("oneTimePassword", { ...READ_ONLY, description: "Chỉ có khi tạo · Told at creation alone" }),
    ],
  },
  {
    schemas: [SCHEMA],
    id: GROUP,
    name: "Group",
    attributes: [
      attribute("displayName", READ_ONLY),
      attribute("members", {
        type: "complex",
        multiValued: true,
        ...READ_ONLY,
        subAttributes: [attribute("value", READ_ONLY), attribute("display", READ_ONLY), attribute("$ref", READ_ONLY)],
      }),
    ],
  },
];
