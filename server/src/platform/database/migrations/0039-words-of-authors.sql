-- Words of an author about the place stand in the event of an intervention that was made of the report; they go when it is withdrawn.
grant update (data) on intervention_event to amaliyat_app;
