import { calls } from '../calls.ts'
import { Loaded } from '../frame/Loaded.tsx'
import { Page } from '../frame/Page.tsx'
import { text } from '../language.ts'
import { FormerCard } from '../tree/FormerCard.tsx'
import { PlaceCard } from '../tree/PlaceFields.tsx'
import { useView } from '../view.ts'
import { Counters } from './Counters.tsx'
import { DaysCard } from './DaysCard.tsx'
import { DeadlinesCard } from './DeadlinesCard.tsx'
import { HoursCard } from './HoursCard.tsx'
import { ProofCard } from './ProofCard.tsx'
import { ScreensCard } from './ScreensCard.tsx'
import { StaffPinCard } from './StaffPinCard.tsx'
import { MeetCard, UnitCard } from './UnitCard.tsx'
import { UrgentCard } from './UrgentCard.tsx'

/** What a head sets up. Loaded when it is opened and after each change, never under the hands of who types. */
export function Settings({ unit }: { unit: string }) {
  const live = useView(unit, (signal) => calls.unit(unit, signal))
  return (
    <Page title={text().page.settings}>
      <Loaded live={live} blocks={['by-counter', 'by-day']}>
        {(view) => (
          <div class="settings">
            <div class="column">
              <Counters view={view} reload={live.reload} />
              <UnitCard view={view} reload={live.reload} />
              <MeetCard view={view} reload={live.reload} />
              <ScreensCard view={view} reload={live.reload} />
            </div>
            <div class="column">
              <HoursCard view={view} reload={live.reload} />
              <DaysCard view={view} reload={live.reload} />
              <ProofCard view={view} />
              <DeadlinesCard view={view} reload={live.reload} />
              <UrgentCard view={view} reload={live.reload} />
              <StaffPinCard unit={unit} />
              <FormerCard unit={unit} />
              {view.unit.above === null && <PlaceCard unit={unit} reload={live.reload} />}
            </div>
          </div>
        )}
      </Loaded>
    </Page>
  )
}
