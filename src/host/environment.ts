/**
 * The configuration of this process: .env where Parley is started, then the environment over it.
 * All problems at once, exit 78.
 */
import { existsSync } from 'node:fs'
import { type Config, configProblemText, parseConfig } from '#config'
import { CommandError, EXIT } from './exit.ts'

export function readEnvironment(): Config {
  // Variables that are set already win over the file.
  if (existsSync('.env')) process.loadEnvFile('.env')
  const result = parseConfig(process.env, process.cwd())
  if (result.ok) return result.config
  const problems = result.problems.map((problem) => `  ${configProblemText(problem)}`)
  throw new CommandError(
    EXIT.config,
    ['The settings have mistakes (environment or .env; see .env.example):', ...problems].join('\n'),
  )
}
