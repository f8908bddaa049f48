//! A crime that one child tells of is offered for another of the same call, until the words stand there too.

use app::Act;
use domain::episode::{EpisodeEvent, Information, Significance};
use testkit::sample;

use crate::engines::on_each_engine;

#[tokio::test]
async fn what_a_brother_tells_is_offered_for_his_sister_until_it_stands_there() {
    on_each_engine(async |running| {
        let report = running.report(sample::missing([sample::child(), sample::child()])).await;
        let (brother, sister) = (report.episodes[0], report.episodes[1]);
        let police = running.someone("police_supervisor").await;
        let offered = async |of| {
            let view = running.app.episode(&police, of).await.unwrap();
            running.app.retellings(&police, &view).await.unwrap()
        };
        assert_eq!(offered(brother).await, []);

        let what = "A man gave her pills".to_owned();
        let crime = EpisodeEvent::CrimeDisclosed { what: what.clone(), told_to: "The duty team".to_owned() };
        let told = running.record(&police, brother, Act::Episode(crime)).await.unwrap();
        let [retelling] = offered(brother).await.try_into().unwrap();
        assert_eq!((retelling.told, retelling.episode), (told.entry, sister));
        assert_eq!(offered(sister).await, [], "nothing was told there");

        let information = Information {
            what,
            source: "Her brother".to_owned(),
            how_to_reach: String::new(),
            origin: None,
            significance: Significance::Significant,
            reliability: None,
            credibility: None,
            task: None,
        };
        let event = EpisodeEvent::InformationReceived(information);
        running.record(&police, sister, Act::Episode(event)).await.unwrap();
        assert_eq!(offered(brother).await, []);
    })
    .await;
}
