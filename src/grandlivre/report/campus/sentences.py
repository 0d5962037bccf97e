"""Titles, subtitles and labels of a campus' pages, in both languages, by key."""

from collections.abc import Mapping

from grandlivre.ledger.model import Words

SENTENCES: Mapping[str, Words] = {
    "headline": Words(
        fr="En {year}, {campus} occuperait {utilisation} de ses {accelerators} accélérateurs et "
        "tirerait {energy}, pour {cost} d’électricité",
        en="In {year}, {campus} would keep {utilisation} of its {accelerators} accelerators at "
        "work and draw {energy}, for {cost} of electricity",
    ),
    "deck": Words(
        fr="Une année simulée heure par heure, pas une prévision\u00a0: graine {seed}, "
        "{jobs} calculs, {events}. {says}",
        en="A year simulated hour by hour, not a forecast: seed {seed}, {jobs} jobs, {events}. "
        "{says}",
    ),
    "undisturbed": Words(fr="sans aléa imposé", en="no imposed event"),
    "with_events": Words(fr="avec\u00a0: {names}", en="with: {names}"),
    "brand_line": Words(
        fr="Un campus en service, heure par heure", en="A campus in operation, hour by hour"
    ),
    "skip": Words(fr="Aller au contenu", en="Skip to content"),
    "contents": Words(fr="Sur cette page", en="On this page"),
    "nav_power": Words(fr="Puissance et énergie", en="Power and energy"),
    "nav_tenants": Words(fr="Locataires et attentes", en="Tenants and waits"),
    "nav_events": Words(fr="Aléas comparés", en="Events compared"),
    "nav_money": Words(fr="Argent", en="Money"),
    "nav_audit": Words(fr="Contrôles", en="Checks"),
    "nav_design": Words(fr="Ce qui est supposé", en="What is assumed"),
    "tile_utilisation": Words(fr="Accélérateurs occupés", en="Accelerators at work"),
    "tile_utilisation_note": Words(
        fr="{goodput} du travail des calculs est gardé", en="{goodput} of the jobs’ work is kept"
    ),
    "tile_sold": Words(fr="Heures d’accélérateur servies", en="Accelerator-hours served"),
    "tile_sold_note": Words(
        fr="{finished} calculs finis sur {jobs}", en="{finished} of {jobs} jobs done"
    ),
    "tile_pue": Words(fr="PUE de l’année", en="PUE of the year"),
    "tile_pue_note": Words(
        fr="électricité du site sur celle des machines\u00a0; eau\u00a0: {wue}",
        en="the site’s electricity over the computers’; water: {wue}",
    ),
    "tile_energy": Words(fr="Électricité du site", en="The site’s electricity"),
    "tile_energy_note": Words(
        fr="pointe {peak}, au plus bas {least}", en="peak {peak}, at its least {least}"
    ),
    "tile_cost": Words(fr="Coût de l’électricité", en="Cost of electricity"),
    "tile_cost_note": Words(fr="{rate} tout compris", en="{rate} all in"),
    "tile_carbon": Words(fr="Carbone du réseau", en="Carbon of the grid"),
    "tile_carbon_note": Words(
        fr="au lieu\u00a0; {market} selon les contrats", en="by location; {market} by contracts"
    ),
    "tile_slo": Words(fr="Réponses à temps", en="Answers in time"),
    "tile_slo_note": Words(fr="{tokens} de jetons servis", en="{tokens} tokens served"),
    "week": Words(
        fr="Du {first} au {last}, le site tire jusqu’à {peak} sous un plafond de {cap}",
        en="From {first} to {last}, the site draws up to {peak} under a cap of {cap}",
    ),
    "week_sub": Words(
        fr="Puissance du site heure par heure, en mégawatts, {year}\u00a0: calculs par classe, "
        "puis machines au repos, pertes et froid. Trait\u00a0: plafond du site. En bas\u00a0: prix "
        "du mégawattheure suivant, en euros",
        en="Power of the site hour by hour, megawatts, {year}: work by class, then idle "
        "computers, losses and cooling. Line: the site’s cap. Below: price of the next "
        "megawatt-hour, euros",
    ),
    "week_alt": Words(
        fr="Puissance du site du {first} au {last}\u00a0: entre {least} et {peak}, {main} en tête",
        en="Power of the site from {first} to {last}: between {least} and {peak}, {main} first",
    ),
    "cap": Words(fr="plafond {cap}", en="cap {cap}"),
    "price": Words(fr="prix", en="price"),
    "idle": Words(fr="repos, stockage", en="idle, storage"),
    "losses": Words(fr="pertes de conversion", en="conversion losses"),
    "cooling": Words(fr="froid", en="cooling"),
    "overhead": Words(fr="pertes et froid", en="losses and cooling"),
    "heat_utilisation": Words(
        fr="De {low} à {high} des accélérateurs sont occupés, neuf heures sur dix",
        en="From {low} to {high} of the accelerators are at work, nine hours in ten",
    ),
    "heat_site": Words(
        fr="Le site tire de {low} à {high}, neuf heures sur dix",
        en="The site draws {low} to {high}, nine hours in ten",
    ),
    "heat_pue": Words(
        fr="Le PUE va de {low} à {high}, neuf heures sur dix\u00a0; au plus haut le {day}",
        en="The PUE goes from {low} to {high}, nine hours in ten; it is highest on {day}",
    ),
    "heat_price": Words(
        fr="Le prix va de {low} à {high}, neuf heures sur dix",
        en="The price goes from {low} to {high}, nine hours in ten",
    ),
    "heat_sub_utilisation": Words(
        fr="Accélérateurs occupés sur accélérateurs sous tension, en pour cent",
        en="Accelerators held over accelerators with power, per cent",
    ),
    "heat_sub_site": Words(fr="Puissance du site, en mégawatts", en="Power of the site, megawatts"),
    "heat_sub_pue": Words(
        fr="Électricité du site sur celle des machines (PUE)",
        en="The site’s electricity over the computers’ (PUE)",
    ),
    "heat_sub_price": Words(
        fr="Prix du mégawattheure suivant, en euros\u00a0: marché, réseau, taxe",
        en="Price of the next megawatt-hour, euros: market, grid charge, tax",
    ),
    "heat_axes": Words(
        fr="{what}\u00a0; chaque jour de {year} de gauche à droite, ses 24 heures de haut en bas",
        en="{what}; each day of {year} from left to right, its 24 hours from top to bottom",
    ),
    "under": Words(fr="moins de {value}", en="under {value}"),
    "over": Words(fr="{value} et plus", en="{value} and more"),
    "duration": Words(
        fr="Le site ne descend jamais sous {least}\u00a0: il tire {load} de sa pointe en moyenne",
        en="The site never goes below {least}: it draws {load} of its peak on average",
    ),
    "duration_sub": Words(
        fr="Heures de {year} rangées de la plus forte à la plus faible puissance du site, en "
        "mégawatts\u00a0; trait fin\u00a0: ce que le réseau fournit, rangé de même",
        en="Hours of {year} from the site’s greatest to its least power, megawatts; thin line: "
        "what the grid gives, sorted alike",
    ),
    "duration_alt": Words(
        fr="Monotone de puissance\u00a0: pointe {peak}, médiane {middle}, minimum {least}",
        en="Load duration curve: peak {peak}, median {middle}, least {least}",
    ),
    "duration_axis": Words(fr="part des heures de l’année", en="share of the year’s hours"),
    "site": Words(fr="site", en="site"),
    "grid": Words(fr="réseau", en="grid"),
    "solar": Words(fr="panneaux", en="panels"),
    "battery": Words(fr="batterie", en="battery"),
    "backup": Words(fr="groupes de secours", en="backup generators"),
    "campus": Words(fr="campus", en="campus"),
    "computers": Words(fr="machines", en="computers"),
    "battery_loss": Words(fr="pertes de la batterie", en="lost in the battery"),
    "recovered": Words(fr="chaleur donnée au réseau de chaleur", en="heat given to a network"),
    "sankey": Words(
        fr="Sur 100 kilowattheures, {it} vont aux calculs (premier emploi\u00a0: {main})",
        en="Of 100 kilowatt-hours, {it} go to work, first of all to {main}",
    ),
    "sankey_sub": Words(
        fr="Énergie de {year}, en gigawattheures ou térawattheures, de sa source à son emploi",
        en="Energy of {year}, gigawatt- or terawatt-hours, from where it comes to what it does",
    ),
    "sankey_recovered": Words(
        fr="De cette chaleur, {heat} chauffent un réseau voisin.",
        en="Of its heat, {heat} warm a nearby network.",
    ),
    "sankey_alt": Words(
        fr="{energy} entrent\u00a0; {it} font tourner les machines",
        en="{energy} come in; {it} run the computers",
    ),
    "tenants": Words(
        fr="{first} tient {held} des heures servies, pour {entitled} des parts",
        en="{first} holds {held} of the hours served, for {entitled} of the shares",
    ),
    "tenants_sub": Words(
        fr="Barre\u00a0: part des heures d’accélérateur tenues en {year}. Trait\u00a0: part "
        "prévue. Point\u00a0: part demandée. Attente\u00a0: la moitié, puis 95\u00a0% des calculs "
        "partent avant",
        en="Bar: share of the accelerator-hours held in {year}. Stroke: share it is entitled to. "
        "Dot: share it asked for. Wait: half, then 95% of its jobs start within",
    ),
    "col_tenant": Words(fr="Locataire", en="Tenant"),
    "col_share": Words(fr="Part des heures", en="Share of hours"),
    "col_entitled": Words(fr="Prévue", en="Entitled"),
    "col_asked": Words(fr="Demandée", en="Asked"),
    "col_held": Words(fr="Tenue", en="Held"),
    "col_hours": Words(fr="Heures", en="Hours"),
    "col_wait": Words(fr="Attente", en="Wait"),
    "col_slo": Words(fr="À temps", en="In time"),
    "col_budget": Words(fr="Budget", en="Budget"),
    "key_held": Words(fr="tenue", en="held"),
    "key_entitled": Words(fr="prévue", en="entitled"),
    "key_asked": Words(fr="demandée", en="asked"),
    "waits": Words(
        fr="C’est en {longest} qu’on attend le plus\u00a0: 95\u00a0% des calculs partent sous "
        "{most}",
        en="Waits are longest for {longest}: 95% of its jobs start within {most}",
    ),
    "waits_sub": Words(
        fr="Attente avant le premier départ, {year}, échelle logarithmique\u00a0: de la moitié à "
        "95\u00a0% des calculs de chaque classe\u00a0; trait\u00a0: moyenne",
        en="Wait until the first start, {year}, logarithmic scale: from half to 95% of the jobs of "
        "each class; stroke: mean",
    ),
    "waits_note": Words(fr="{jobs} calculs", en="{jobs} jobs"),
    "waits_figure": Words(fr="{half} · {most}", en="{half} · {most}"),
    "classes": Words(
        fr="{kept} des heures tenues par les calculs sont du travail gardé",
        en="{kept} of the hours that jobs held are work that was kept",
    ),
    "classes_sub": Words(
        fr="Calculs de {year} par classe. Gardé\u00a0: ni perdu dans une panne ni passé à "
        "redémarrer. Énergie aux baies",
        en="Jobs of {year} by class. Kept: neither lost to an interruption nor spent on restarts. "
        "Energy at the racks",
    ),
    "col_class": Words(fr="Classe", en="Class"),
    "col_jobs": Words(fr="Calculs", en="Jobs"),
    "col_finished": Words(fr="Finis", en="Done"),
    "col_failures": Words(fr="Pannes subies", en="Interruptions"),
    "col_used": Words(fr="Heures", en="Hours"),
    "col_kept": Words(fr="Gardé", en="Kept"),
    "col_energy": Words(fr="Énergie", en="Energy"),
    "grid_side": Words(
        fr="Le campus pourrait effacer {flexible_1h} pendant une heure, en moyenne",
        en="The campus could shed {flexible_1h} for an hour, on average",
    ),
    "grid_side_sub": Words(
        fr="Ce que demande un gestionnaire de réseau, {year}. Effaçable\u00a0: calculs qui peuvent "
        "attendre et batterie, sans brûler de carburant",
        en="What a grid operator asks, {year}. Could be shed: jobs that may wait and the battery, "
        "without burning fuel",
    ),
    "cost_parts": Words(fr="L’électricité revient à {cost}", en="Electricity comes to {cost}"),
    "cost_parts_sub": Words(
        fr="Ce qui est payé en {year}, en euros\u00a0; ce qui est rendu au marché vient en moins",
        en="What is paid in {year}, euros; what is sold back to the market counts against it",
    ),
    "unit_work": Words(
        fr="Ce que coûtent en énergie un jeton et un entraînement",
        en="What a token and a training run take in energy",
    ),
    "unit_work_sub": Words(
        fr="Au compteur du site, {year}\u00a0; entraînements finis, avec toutes leurs tentatives",
        en="At the site’s meter, {year}; training runs that finished, with all of their attempts",
    ),
    "partitions": Words(
        fr="La partition «\u00a0{first}\u00a0» tire le plus",
        en="Partition “{first}” draws the most",
    ),
    "partitions_sub": Words(
        fr="Ce qu’a porté chaque partition en {year}\u00a0; énergie, coût et carbone avec leur "
        "part des pertes et du froid",
        en="What each partition bore in {year}; energy, cost and carbon with their part of losses "
        "and cooling",
    ),
    "bearers": Words(fr="{first} tire le plus", en="{first} draws the most"),
    "bearers_sub": Words(
        fr="Ce que porte chaque locataire en {year}\u00a0; ce qui tourne à vide n’est à personne",
        en="What each tenant bears in {year}; what idles is nobody’s",
    ),
    "col_figure": Words(fr="Chiffre", en="Figure"),
    "col_value": Words(fr="Valeur", en="Value"),
    "col_partition": Words(fr="Partition", en="Partition"),
    "compared": Words(
        fr="{worst}\u00a0: c’est ce qui ôte le plus de travail utile, {hours}",
        en="{worst} takes away the most useful work: {hours}",
    ),
    "compared_none": Words(
        fr="Aucun de ces aléas n’ôte de travail utile",
        en="None of these events takes away useful work",
    ),
    "compared_sub": Words(
        fr="Écart à la même année sans aléa, tirée avec les mêmes nombres aléatoires. Utile\u00a0: "
        "travail gardé des calculs, et réponses à temps",
        en="Difference from the same year without the event, drawn with the same random numbers. "
        "Useful: work of jobs that was kept, and answers in time",
    ),
    "col_event": Words(fr="Aléa", en="Event"),
    "col_useful": Words(fr="Heures utiles", en="Useful hours"),
    "col_cost": Words(fr="Électricité", en="Electricity"),
    "col_site": Words(fr="Énergie du site", en="Site energy"),
    "col_carbon": Words(fr="Carbone", en="Carbon"),
    "col_unserved": Words(fr="Non servi", en="Unserved"),
    "base": Words(fr="sans aléa", en="undisturbed"),
    "event_note": Words(fr="dès le {day}, {hours}", en="from {day}, {hours}"),
    "audit": Words(fr="{checks} contrôles, aucun manquement", en="{checks} checks, no breach"),
    "audit_breach": Words(
        fr="{checks} contrôles, {breaches} manquements", en="{checks} checks, {breaches} breaches"
    ),
    "audit_sub": Words(
        fr="Heure par heure, ce que chaque locataire tient est confronté à ses limites. Le journal "
        "est enchaîné\u00a0: changer une ligne changerait l’empreinte",
        en="Hour by hour, what each tenant holds is held against its limits. The log is chained: "
        "to change a line would change the digest",
    ),
    "digest": Words(fr="Empreinte", en="Digest"),
    "breach": Words(
        fr="{rule}, {day} {hour}\u00a0h\u00a0: {who}, {excess} de trop",
        en="{rule}, {day} at {hour}:00: {who}, {excess} too much",
    ),
    "breach_site": Words(fr="le site", en="the site"),
    "finance_years": Words(fr="Année par année", en="Year by year"),
    "finance_assumptions": Words(
        fr="Les {count} hypothèses du financement", en="The {count} assumptions of the financing"
    ),
    "finance_run_h": Words(fr="Comment refaire ce financement", en="How to finance it again"),
    "design_h": Words(fr="Ce qui est supposé", en="What is assumed"),
    "design_sub": Words(
        fr="Ce que le campus a, et sur quoi repose chaque chiffre\u00a0: dit par une source, "
        "déduit, ou jugé.",
        en="What the campus has, and what each figure rests on: said by a source, inferred, or "
        "judged.",
    ),
    "basis_open": Words(fr="Les {count} fondements", en="The {count} bases"),
    "design_place": Words(fr="Lieu", en="Place"),
    "design_climate": Words(fr="Climat", en="Climate"),
    "design_phases": Words(fr="Phases", en="Phases"),
    "design_pools": Words(fr="Accélérateurs", en="Accelerators"),
    "design_grid": Words(fr="Raccordement", en="Grid connection"),
    "design_machines": Words(fr="Sur le site", en="On site"),
    "phase": Words(fr="{name}, {power}, {opens}", en="{name}, {power}, {opens}"),
    "phase_inferred": Words(
        fr="{name}, {power}, {opens} (déduit)", en="{name}, {power}, {opens} (inferred)"
    ),
    "pool": Words(fr="{count} {generation} ({zone})", en="{count} {generation} ({zone})"),
    "battery_of": Words(fr="batterie {power}, {energy}", en="battery {power}, {energy}"),
    "solar_of": Words(fr="panneaux {power}", en="panels {power}"),
    "backup_of": Words(fr="groupes de secours {power}", en="backup generators {power}"),
    "nothing": Words(fr="rien", en="nothing"),
    "run_h": Words(fr="Comment refaire cette année", en="How to run this year again"),
    "run_design": Words(fr="Campus", en="Campus"),
    "run_year": Words(fr="Année", en="Year"),
    "run_seed": Words(fr="Graine", en="Seed"),
    "run_events": Words(fr="Aléas", en="Events"),
    "run_full": Words(fr="Phases", en="Phases"),
    "run_full_yes": Words(fr="toutes ouvertes", en="all open"),
    "run_full_no": Words(fr="ouvertes à leur date", en="open by their dates"),
    "run_steps": Words(fr="Événements simulés", en="Events simulated"),
    "run_command": Words(fr="Commande", en="Command"),
    "source_line": Words(
        fr="Simulation de Grand Livre\u00a0; ses hypothèses ont leur source.",
        en="Simulation by Grand Livre; its assumptions have their sources.",
    ),
    "method": Words(fr="Hypothèses et graine", en="Assumptions and seed"),
    "section_h": Words(fr="Un campus en service", en="A campus in operation"),
    "how": Words(fr="Lire la méthode", en="Read the method"),
}
