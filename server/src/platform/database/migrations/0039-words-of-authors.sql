-- What an author said of the place stands in the event of an intervention that was made of the report; it goes when the report is withdrawn.
grant update (data) on intervention_event to amaliyat_app;
