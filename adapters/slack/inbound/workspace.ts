/**
 * Whose payload it is. One signing secret serves every workspace that installs the app, so a right
 * signature alone proves nothing: the workspace that a payload names, and its organisation where it
 * names one, must be those of this installation, as auth.test says. Next: app.ts refuses the
 * others.
 */
import { z } from 'zod'
import type { SlackSelf } from '#adapters/slack/host.ts'

const id = z.string().nullish()
const named = z.object({ id }).nullish()
const installation = z.object({ team_id: id, enterprise_id: id })
/**
 * Events and commands name them flat, interactions as objects; events list besides through which
 * installations they are seen.
 */
const origin = z.object({
  team_id: id,
  enterprise_id: id,
  team: z.unknown().optional(),
  enterprise: z.unknown().optional(),
  authorizations: z.array(installation).nullish(),
})

/** A payload that names no workspace is nobody's. */
export function isOwn(body: unknown, self: Pick<SlackSelf, 'team' | 'enterprise'>): boolean {
  const parsed = origin.safeParse(body)
  if (!parsed.success) return false
  const { authorizations, ...from } = parsed.data
  const team = from.team_id ?? named.safeParse(from.team).data?.id
  const enterprise = from.enterprise_id ?? named.safeParse(from.enterprise).data?.id
  const seenBy = authorizations ?? []
  return (
    team === self.team &&
    isOrganisation(enterprise, self) &&
    (seenBy.length === 0 || seenBy.some((by) => isInstalled(by, self)))
  )
}

const isOrganisation = (given: string | null | undefined, { enterprise }: Pick<SlackSelf, 'enterprise'>): boolean =>
  (given ?? undefined) === undefined || given === enterprise

const isInstalled = (by: z.infer<typeof installation>, self: Pick<SlackSelf, 'team' | 'enterprise'>): boolean =>
  by.team_id === self.team && isOrganisation(by.enterprise_id, self)
