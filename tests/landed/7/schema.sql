CREATE TABLE migration (id integer primary key, name text not null, at integer not null);
CREATE TABLE "meta" ("key" text not null, "value" text not null, primary key ("key")) strict;
CREATE TABLE "unit" ("id" text not null, "parent" text, "name" text not null, "place" text not null, "national_id" text, "settings" text not null, "staff_pin" text not null, "position" integer not null, "closed" integer not null, "config_version" integer not null, last_day text, primary key ("id"), foreign key (parent) references unit (id)) strict;
CREATE TABLE "account" ("id" text not null, "unit" text not null, "role" text not null, "user" text not null, "name" text not null, "password" text not null, "created_at" integer not null, "first_day" text, "last_day" text, "reason" text, ended_at integer, officer text, primary key ("id"), unique ("user"), foreign key (unit) references unit (id)) strict;
CREATE TABLE "session" ("token" text not null, "account" text not null, "created_at" integer not null, "expires_at" integer not null, primary key ("token"), foreign key (account) references account (id)) strict;
CREATE TABLE "attempt" ("key" text not null, "failures" integer not null, "last_at" integer not null, primary key ("key")) strict;
CREATE TABLE "officer" ("id" text not null, "unit" text not null, "name" text not null, "title" text not null, "field" text not null default '', "initials" text not null default '', absences text not null default '[]', primary key ("id"), foreign key (unit) references unit (id)) strict;
CREATE TABLE "counter" ("id" text not null, "unit" text not null, "label" text not null, "name" text not null, "officer" text, "closed_since" integer, primary key ("id"), foreign key (unit) references unit (id), foreign key (officer) references officer (id)) strict;
CREATE INDEX "account_by_unit" on "account" ("unit");
CREATE INDEX "officer_by_unit" on "officer" ("unit");
CREATE INDEX "counter_by_unit" on "counter" ("unit");
CREATE TABLE "device" ("id" text not null, "unit" text not null, "counter" text not null, "key" text not null, "generation" integer not null, "practice" integer not null, "retired" integer not null, "paired_at" integer not null, "config_version" integer not null, "cookie" text not null, "state" text, "seen_at" integer, replaces text, called_until integer, primary key ("id"), foreign key (unit) references unit (id), foreign key (counter) references counter (id)) strict;
CREATE INDEX "device_by_unit" on "device" ("unit");
CREATE TABLE "pairing_code" ("code" text not null, "unit" text not null, "counter" text not null, "expires_at" integer not null, "used_at" integer, replaces text, primary key ("code")) strict;
CREATE TABLE "run" ("device" text not null, "run" text not null, "offset_ms" integer not null, "at" integer not null, mono integer, primary key ("device", "run")) strict, without rowid;
CREATE TABLE "refusal" ("device" text not null, "code" text not null, "day" text not null, "count" integer not null, "last_at" integer not null, primary key ("device", "day", "code")) strict, without rowid;
CREATE TABLE "log" ("id" text not null, "unit" text not null, "device" text, "key" text, "hashed_as" text not null, "parent" text, "fork" integer not null, "head" integer not null, "hash" text not null, "folded" integer not null, "run" text, "held" integer not null, primary key ("id")) strict;
CREATE INDEX "log_by_unit" on "log" ("unit");
CREATE INDEX "log_by_device" on "log" ("device");
CREATE INDEX "log_by_hashed_as" on "log" ("hashed_as");
CREATE TABLE "entry" ("log" text not null, "n" integer not null, "hash" text not null, "line" blob not null, primary key ("log", "n")) strict, without rowid;
CREATE TABLE "receive_mark" ("log" text not null, "n" integer not null, "unit" text not null, "position" integer not null, "received_at" integer not null, "offset_ms" integer, "day" text not null, "hour" integer not null, "release" integer not null, primary key ("log", "n"), unique (unit, position)) strict, without rowid;
CREATE INDEX "receive_mark_by_unit_day_position" on "receive_mark" ("unit", "day", "position");
CREATE TABLE "sealed" ("log" text not null, "n" integer not null, "sealed" blob not null, primary key ("log", "n")) strict, without rowid;
CREATE TABLE "batch" ("log" text not null, "from_n" integer not null, "to_n" integer not null, "hash" text not null, "body_hash" text not null, "sig" text not null, "received_at" integer not null, primary key ("log", "to_n", "from_n", "body_hash")) strict, without rowid;
CREATE TABLE "hole" ("log" text not null, "from_n" integer not null, "to_n" integer not null, "hash" text not null, "receipt" text not null, "at" integer not null, primary key ("log", "from_n")) strict, without rowid;
CREATE TABLE "closing" ("unit" text not null, "release" integer not null, "log" text not null, "n" integer not null, "sig" text not null, "kid" text not null, "at" integer not null, primary key ("unit", "release")) strict, without rowid;
CREATE TABLE "tally" ("log" text not null, "day" text not null, "hour" integer not null, "counter" text not null, "officer" text not null, "release" integer not null, "unit" text not null, "n" integer not null, "s1" integer not null, "s2" integer not null, "s3" integer not null, "s4" integer not null, "s5" integer not null, "met_xin_chao" integer not null, "met_xin_loi" integer not null, "met_xin_cam_on" integer not null, "met_xin_phep" integer not null, "met_mim_cuoi" integer not null, "met_nhe_nhang" integer not null, "met_lang_nghe" integer not null, "met_giup_do" integer not null, "unmet_xin_chao" integer not null, "unmet_xin_loi" integer not null, "unmet_xin_cam_on" integer not null, "unmet_xin_phep" integer not null, "unmet_mim_cuoi" integer not null, "unmet_nhe_nhang" integer not null, "unmet_lang_nghe" integer not null, "unmet_giup_do" integer not null, "why_gay_kho_khan" integer not null, "why_tho_o" integer not null, "why_loi_noi" integer not null, "why_huong_dan" integer not null, "why_keo_dai" integer not null, "why_tre_hen" integer not null, "why_giay_to" integer not null, "why_voi_vinh" integer not null, "all_met" integer not null, "comments" integer not null, primary key ("log", "day", "hour", "counter", "officer", "release")) strict, without rowid;
CREATE INDEX "tally_by_unit_day" on "tally" ("unit", "day");
CREATE INDEX "tally_by_unit_counter_day" on "tally" ("unit", "counter", "day");
CREATE TABLE "leftover" ("unit" text not null, "seq" integer not null, "log" text not null, "n" integer not null, "day" text not null, primary key ("unit", "seq"), unique (log, n), foreign key (unit) references unit (id)) strict, without rowid;
CREATE INDEX "leftover_by_unit_day" on "leftover" ("unit", "day");
CREATE TABLE "waiting" ("unit" text not null, "kind" text not null, "log" text not null, "n" integer not null, "counter" text not null, "half" integer not null, primary key ("unit", "kind", "log", "n")) strict, without rowid;
CREATE TABLE "released" ("unit" text not null, "kind" text not null, "log" text not null, "n" integer not null, "release" integer not null, "position" integer not null, "span" text not null, "span_from" text not null, "span_half" text, counter text, score integer, primary key ("unit", "kind", "release", "position"), unique (kind, log, n)) strict, without rowid;
CREATE TRIGGER "entry_no_update" before update on "entry"
               begin select raise(abort, 'entry is only added to'); end;
CREATE TRIGGER "entry_no_delete" before delete on "entry"
               begin select raise(abort, 'entry is only added to'); end;
CREATE TRIGGER "receive_mark_no_update" before update on "receive_mark"
               begin select raise(abort, 'receive_mark is only added to'); end;
CREATE TRIGGER "receive_mark_no_delete" before delete on "receive_mark"
               begin select raise(abort, 'receive_mark is only added to'); end;
CREATE TRIGGER "batch_no_update" before update on "batch"
               begin select raise(abort, 'batch is only added to'); end;
CREATE TRIGGER "batch_no_delete" before delete on "batch"
               begin select raise(abort, 'batch is only added to'); end;
CREATE TRIGGER "closing_no_update" before update on "closing"
               begin select raise(abort, 'closing is only added to'); end;
CREATE TRIGGER "closing_no_delete" before delete on "closing"
               begin select raise(abort, 'closing is only added to'); end;
CREATE TABLE "receipt" ("log" text not null, "n" integer not null, "code" text not null, primary key ("log", "n")) strict, without rowid;
CREATE INDEX "receipt_by_code" on "receipt" ("code");
CREATE TABLE "clock" ("id" integer not null, "trusted" integer not null, "reading" integer not null, primary key ("id")) strict;
CREATE INDEX "released_by_unit_span_from" on "released" ("unit", "span_from");
CREATE TABLE "emptied" ("device" text not null, "log" text not null, "n" integer not null, "hash" text not null, "pending" integer, "at" integer not null, refilled integer, primary key ("log"), foreign key (device) references device (id)) strict;
CREATE INDEX "emptied_by_device" on "emptied" ("device");
CREATE TABLE "unit_head" ("unit" text not null, "n" integer not null, "hash" text not null, "sig" text not null, "kid" text not null, primary key ("unit"), foreign key (unit) references unit (id)) strict;
CREATE TABLE "intake" ("unit" text not null, "position" integer not null, "marks" text not null, "logs" text not null, "sig" text not null, "kid" text not null, primary key ("unit"), foreign key (unit) references unit (id)) strict;
CREATE TABLE "device_key" ("device" text not null, "key" text not null, primary key ("device", "key")) strict, without rowid;
CREATE TABLE "verified" ("unit" text not null, "at" integer not null, "epoch" text not null, "n" integer not null, "hash" text not null, "count" integer not null, "faults" text not null, primary key ("unit"), foreign key (unit) references unit (id)) strict;
CREATE TABLE "turn" ("name" text not null, "began_at" integer not null, primary key ("name")) strict;
CREATE TABLE "token" ("id" text not null, "unit" text not null, "hash" text not null, "name" text not null, "reads" text not null, "made_by" text not null, "made_at" integer not null, "last_day" text not null, "revoked_at" integer, "used_at" integer, "rows_day" text, primary key ("id"), unique (hash), foreign key (unit) references unit (id), foreign key (made_by) references account (id)) strict;
CREATE INDEX "token_by_unit" on "token" ("unit");
CREATE TABLE "name_since" ("unit" text not null, "id" text not null, "n" integer not null, "name" text not null, primary key ("unit", "id", "n")) strict, without rowid;
CREATE TABLE "officer_pin" ("officer" text not null, "salt" text not null, "rounds" integer not null, "stretched" text not null, "set_at" integer not null, "locked_at" integer, "tries_from" integer not null, primary key ("officer"), foreign key (officer) references officer (id)) strict;
CREATE TABLE "pin_link" ("officer" text not null, "hash" text not null, "expires_at" integer not null, primary key ("officer"), unique (hash), foreign key (officer) references officer (id)) strict;
CREATE TABLE "pin_try" ("log" text not null, "n" integer not null, "officer" text not null, "at" integer not null, primary key ("log", "n"), foreign key (officer) references officer (id)) strict, without rowid;
CREATE INDEX "pin_try_by_officer_at" on "pin_try" ("officer", "at");
CREATE TABLE "held_left" ("log" text not null, "from_n" integer not null, "to_n" integer not null, primary key ("log", "from_n"), foreign key (log) references log (id)) strict, without rowid;
CREATE TABLE "invitation" ("account" text not null, "hash" text not null, "expires_at" integer not null, primary key ("account"), unique (hash), foreign key (account) references account (id)) strict;
CREATE INDEX "unit_by_parent" on "unit" ("parent");
CREATE TABLE "unit_name" ("unit" text not null, "from_day" text not null, "name" text not null, "place" text not null, "national_id" text, primary key ("unit", "from_day"), foreign key (unit) references unit (id)) strict;
CREATE TABLE "succession" ("former" text not null, "successor" text not null, "from_day" text not null, primary key ("former", "successor"), foreign key (former) references unit (id), foreign key (successor) references unit (id)) strict;
CREATE INDEX "succession_by_successor" on "succession" ("successor");
CREATE TABLE "duty_entry" ("log" text not null, "n" integer not null, "unit" text not null, "at" integer not null, primary key ("log", "n")) strict, without rowid;
CREATE INDEX "duty_entry_by_unit_at" on "duty_entry" ("unit", "at");
